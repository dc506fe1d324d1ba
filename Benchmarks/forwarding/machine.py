"""A network of its own, and what the kernel says of processes and sockets."""

import os
import subprocess
from pathlib import Path

#: Janus passes over loopback, so both servers get an address of an interface; its traffic still never leaves the kernel.
ADDRESS = "10.77.0.1"
#: Servers take ports below, the load client above (net.ipv4.ip_local_port_range).
FIRST_CLIENT_PORT = 32_768


def prepare_network():
    """Makes the interface; we run in a network namespace of our own, which ends with us."""
    for command in (
        "link set lo up", "link add media0 type veth peer name media1", f"address add {ADDRESS}/24 dev media0",
        "link set media0 up", "link set media1 up",
    ):
        subprocess.run(["ip", *command.split()], check=True)


def cpu_seconds(process):
    """Processor time of all threads; the scheduler's own account, which is finer than the clock ticks of /proc/PID/stat."""
    total = 0
    for task in Path(f"/proc/{process}/task").iterdir():
        total += int((task / "schedstat").read_text().split()[0])
    return total / 1e9


def resident_bytes(process):
    for line in Path(f"/proc/{process}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) * 1_024
    raise RuntimeError(f"process {process} has no memory")


def socket_drops():
    """Datagrams that found no room in a socket: of the server, and of the load client."""
    server = client = 0
    for table in "/proc/net/udp", "/proc/net/udp6":
        for line in Path(table).read_text().splitlines()[1:]:
            fields = line.split()
            if int(fields[1].rsplit(":", 1)[1], 16) < FIRST_CLIENT_PORT:
                server += int(fields[-1])
            else:
                client += int(fields[-1])
    return server, client


def load_average():
    return round(os.getloadavg()[0], 1)


def description():
    """Which machine the numbers are of."""
    cpu = Path("/proc/cpuinfo").read_text()
    name = next(line.split(":", 1)[1].strip() for line in cpu.splitlines() if line.startswith("model name"))
    return f"{os.cpu_count()} cores of {name}, Linux {os.uname().release.split('-')[0]}"
