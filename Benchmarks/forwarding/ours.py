"""This server's media process by itself, driven over its control socket."""

import json
import os
import socket
import subprocess
from pathlib import Path

from forwarding import sdp
from forwarding.machine import ADDRESS
from support.server import BINARY
from support.waiting import eventually


class Ours:
    name = "dienhong"

    def __init__(self, folder, workers=1, environment={}):
        path = Path(folder) / "media.sock"
        self.log = (Path(folder) / "dienhong.log").open("a")
        self.process = subprocess.Popen(
            [BINARY, "media", "--socket", path, "--address", ADDRESS, "--workers", str(workers), "--port", "10000"],
            stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log, env={**os.environ, **environment})
        self.stream = socket.socket(socket.AF_UNIX)
        eventually(lambda: self.open(path), "the media process listens", every=0.05)
        self.stream.settimeout(20)
        self.wait_for("snapshot")
        self.requests = 0
        self.sources = {}

    def open(self, path):
        try:
            self.stream.connect(str(path))
        except OSError as problem:
            assert False, problem
        return True

    def send(self, kind, **values):
        body = json.dumps({kind: values}).encode()
        self.stream.sendall(len(body).to_bytes(4, "big") + body)

    def read(self, count):
        parts = b""
        while len(parts) < count:
            part = self.stream.recv(count - len(parts))
            if not part:
                raise RuntimeError("the media process hung up")
            parts += part
        return parts

    def wait_for(self, wanted):
        while True:
            (kind, values), = json.loads(self.read(int.from_bytes(self.read(4), "big"))).items()
            if kind == "refused":
                raise RuntimeError(values["reason"])
            if kind == wanted:
                return values

    def negotiate(self, client, local):
        self.requests += 1
        self.send(
            "negotiate", request=self.requests, peer=local.number, tag="", video="vp8", offer=sdp.description(local))
        client.connect(sdp.connection(local, self.wait_for("negotiated")["answer"]))

    def add_source(self, client, peer, source):
        self.sources[source] = peer
        self.negotiate(client, sdp.Local(peer, client.fingerprint, source))
        client.wait_until_connected(peer)

    def add_receiver(self, client, peer, source):
        self.negotiate(client, sdp.Local(peer, client.fingerprint))
        self.send("route", _0=[
            {
                "peer": peer, "slot": {"kind": kind, "index": 0},
                "feed": {"peer": self.sources[source], "source": feed}, "upTo": 2}
            for kind, feed in (("audio", "microphone"), ("video", "camera"))])

    def stop(self):
        self.stream.close()
        self.process.terminate()
        self.process.wait(20)
        self.log.close()
