"""How much a server allocates while it forwards: counted by a library that is loaded before its own."""

import struct
import subprocess
from pathlib import Path

SOURCE = Path(__file__).parent / "count_allocations.c"


class AllocationCounter:
    def __init__(self, folder):
        self.library, self.page = Path(folder) / "count_allocations.so", Path(folder) / "allocations"
        subprocess.run(["clang", "-shared", "-fPIC", "-O2", "-o", self.library, SOURCE], check=True)
        self.page.write_bytes(bytes(4096))
        self.environment = {"LD_PRELOAD": str(self.library), "ALLOCATIONS": str(self.page)}

    def read(self):
        return struct.unpack("<Q", self.page.read_bytes()[:8])[0]
