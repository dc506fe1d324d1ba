"""What stands in front of a server or beside it in the world: a TURN server, and nginx on the one port that a network lets out."""

import re
import socket
import subprocess
import tempfile
from pathlib import Path

from support.server import free_port, free_run_of_ports
from support.waiting import eventually

#: What coturn and the server share; `test_detours` looks for it where it must not be.
SECRET = "khong-ai-biet-bi-mat-nay"

#: An open relay would carry anything to anywhere: this one carries to the media server and to nothing else.
TURN = """
listening-ip=127.0.0.1
listening-port={port}
relay-ip=127.0.0.1
min-port={first}
max-port={last}
realm=dienhong.test
use-auth-secret
static-auth-secret={secret}
denied-peer-ip=0.0.0.0-255.255.255.255
denied-peer-ip=::-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff
allowed-peer-ip=127.0.0.1
allow-loopback-peers
no-tcp-relay
no-cli
no-dtls
verbose
{tls}
no-multicast-peers
userdb={folder}/users
pidfile={folder}/pid
log-file=stdout
"""

STREAMS = """
daemon off;
pid {folder}/pid;
error_log {folder}/error.log;
load_module /usr/lib/nginx/modules/ngx_stream_module.so;
worker_processes 1;
events {{ worker_connections 256; }}
stream {{
{block}
}}
"""


class Beside:
    """A program that runs beside the server for one test."""

    def __init__(self, command, log, is_up):
        self.log = Path(log)
        with self.log.open("w") as out:
            self.process = subprocess.Popen(command, stdout=out, stderr=out, stdin=subprocess.DEVNULL)
        eventually(lambda: self.runs() and is_up(self), f"{command[0]} is up", within=20)

    def runs(self):
        if self.process.poll() is not None:
            raise RuntimeError(f"it ended:\n{self.log.read_text()[-2_000:]}")
        return True

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait(10)


class Turn(Beside):
    """coturn on 127.0.0.1; over TLS too, if it has the files of a certificate and its key."""

    def __init__(self, log, certificate=None):
        folder = tempfile.mkdtemp(prefix="dienhong-turn-")
        self.port, self.tls_port = free_port(), free_port()
        tls = "cert={}\npkey={}\ntls-listening-port={}".format(*certificate, self.tls_port) if certificate else "no-tls"
        first = free_run_of_ports(16)
        configuration = Path(folder) / "turnserver.conf"
        configuration.write_text(TURN.format(port=self.port, first=first, last=first + 15, secret=SECRET, folder=folder, tls=tls))
        configuration.chmod(0o600)
        super().__init__(["turnserver", "-c", str(configuration)], log, lambda turn: answers(turn.port))

    def users(self):
        """Whom it relayed for: a name begins with when it expires."""
        return set(re.findall(r"user <([^>]*)>: incoming packet ALLOCATE processed, success", self.log.read_text()))


class Front(Beside):
    """nginx that hands connections on as they are."""

    def __init__(self, port, block, log):
        folder = Path(tempfile.mkdtemp(prefix="dienhong-front-"))
        configuration = folder / "nginx.conf"
        configuration.write_text(STREAMS.format(folder=folder, block=block))
        super().__init__(["nginx", "-c", str(configuration), "-e", str(folder / "error.log")], log, lambda _: answers(port))


def answers(port):
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
