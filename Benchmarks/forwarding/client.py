"""The load client: one process that sends and receives for any server, told what to do by lines of JSON."""

import json
import socket
import subprocess
from pathlib import Path

from support.server import BINARY


class LoadClient:
    def __init__(self, folder, name="load"):
        path = str(Path(folder) / f"{name}.sock")
        listener = socket.socket(socket.AF_UNIX)
        listener.bind(path)
        listener.listen()
        listener.settimeout(20)
        self.log = (Path(folder) / f"{name}.log").open("a")
        self.process = subprocess.Popen(
            [BINARY, "load", "--socket", path], stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log)
        self.stream, _ = listener.accept()
        listener.close()
        Path(path).unlink()
        self.lines = self.stream.makefile()
        self.connected = {}
        self.fingerprint = self.wait_for("ready")["fingerprint"]

    def say(self, request, **values):
        self.stream.sendall(json.dumps({request: values}).encode() + b"\n")

    def wait_for(self, wanted, within=60):
        """The next report of this kind; those of connections are kept on the way."""
        self.stream.settimeout(within)
        while line := self.lines.readline():
            (kind, values), = json.loads(line).items()
            if kind == "connected":
                self.connected[values["peer"]] = values["profile"]
            if kind == "ended":
                raise RuntimeError(f"peer {values['peer']} ended: {values['reason']}")
            if kind == wanted:
                return values
        raise RuntimeError("the load client ended")

    def connect(self, request):
        self.say("connect", _0=request)

    def wait_until_connected(self, *peers):
        while not all(peer in self.connected for peer in peers):
            self.wait_for("connected", within=20)

    def measure(self, seconds, began=lambda: None, ended=lambda: None):
        self.say("measure", seconds=seconds)
        self.wait_for("began")
        began()
        result = self.wait_for("measured", within=seconds + 60)["_0"]
        ended()
        return result

    def stop(self):
        # The file of lines would keep it open.
        self.stream.shutdown(socket.SHUT_RDWR)
        self.stream.close()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.log.close()
