"""The real server in a folder of its own: started, killed, and started again."""

import contextlib
import csv
import http.client
import io
import json
import os
import signal
import socket
import ssl
import subprocess
import tempfile
import uuid
from pathlib import Path
from urllib.parse import urlsplit

from support.waiting import eventually

ROOT = Path(__file__).resolve().parents[2]
BINARY = Path(os.environ.get("DIENHONG", ROOT / ".build/release/dienhong"))


def free_port(kind=socket.SOCK_STREAM) -> int:
    with socket.socket(socket.AF_INET, kind) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def free_run_of_ports(count) -> int:
    """The first of `count` UDP ports that are free one after the other."""
    for _ in range(100):
        first = free_port(socket.SOCK_DGRAM)
        with contextlib.ExitStack() as taken:
            try:
                for port in range(first, first + count):
                    probe = taken.enter_context(socket.socket(socket.AF_INET, socket.SOCK_DGRAM))
                    probe.bind(("127.0.0.1", port))
                # The media process also listens on the first number over TCP.
                taken.enter_context(socket.socket(socket.AF_INET, socket.SOCK_STREAM)).bind(("127.0.0.1", first))
            except (OSError, OverflowError):
                continue
            return first
    raise RuntimeError("there are no free UDP ports")


class Server:
    """`dienhong serve` on 127.0.0.1, with the data folder and the ports kept over a restart."""

    def __init__(self, plan, workers=1, log=None, behind=None, options=(), environment=None, address=None, tls=False):
        """With `behind`, a network, halls are told its port instead of ours, and no other way in.

        `options` and `environment` are more of either for `serve`; `address` is where browsers find it, if something stands in front;
        with `tls` it has a certificate of its own making.
        """
        if not BINARY.exists():
            raise FileNotFoundError(f"{BINARY} is not there; build it with: swift build -c release --product dienhong")
        self.plan = plan
        self.workers = workers
        self.folder = Path(tempfile.mkdtemp(prefix="dienhong-"))
        self.data = self.folder / "data"
        self.port = free_port()
        self.media_port = free_run_of_ports(workers)
        self.network = behind(("127.0.0.1", self.media_port)) if behind else None
        self.address = address or f"{'https' if tls else 'http'}://127.0.0.1:{self.port}"
        self.options = [*options, *(["--tls", "generated"] if tls else [])]
        self.tls = tls
        self.environment = environment or {}
        self.log = Path(log) if log else self.folder / "server.log"
        self.control = None
        plan_file = self.folder / "conference.json"
        plan_file.write_text(json.dumps(plan))
        self.run("create", "--data", self.data, plan_file)

    @staticmethod
    def run(*arguments, timeout=60) -> str:
        """Runs a command of the program to its end."""
        done = subprocess.run(
            [BINARY, *map(str, arguments)], cwd=ROOT, capture_output=True, text=True, timeout=timeout)
        assert done.returncode == 0, f"dienhong {arguments[0]} failed: {done.stderr or done.stdout}"
        return done.stdout

    def start(self):
        with self.log.open("a") as log:
            self.control = subprocess.Popen(
                [
                    BINARY, "serve", "--data", self.data, "--host", "127.0.0.1", "--port", str(self.port),
                    "--media-port", str(self.media_port), "--workers", str(self.workers),
                    *(["--media-address", f"127.0.0.1:{self.network.port}", "--media-tcp-port", "0"] if self.network else []),
                    *self.options,
                ],
                cwd=ROOT, stdout=log, stderr=log, stdin=subprocess.DEVNULL, env={**os.environ, **self.environment})

    def start_and_wait(self):
        self.start()
        eventually(self.is_ready, "the server answers and has a media process")

    def is_ready(self):
        if self.control.poll() is not None:
            raise RuntimeError(f"the server ended:\n{self.log.read_text()[-2_000:]}")
        with contextlib.suppress(OSError):
            status, text = self.get("/metrics")
            return status == 200 and "dienhong_media_connected 1" in text
        return False

    def get(self, path, timeout=5):
        connection = self.connection(timeout)
        try:
            connection.request("GET", path)
            response = connection.getresponse()
            return response.status, response.read().decode()
        finally:
            connection.close()

    def connection(self, timeout):
        if not self.tls:
            return http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        # Its certificate is nobody's but its own.
        return http.client.HTTPSConnection("127.0.0.1", self.port, timeout=timeout, context=ssl._create_unverified_context())

    def media_process(self) -> int:
        """The process that listens on the media socket of this server's own folder."""
        wanted = str(self.data / "media.sock").encode()
        for entry in Path("/proc").iterdir():
            if not entry.name.isdigit():
                continue
            with contextlib.suppress(OSError):
                words = (entry / "cmdline").read_bytes().split(b"\0")
                if b"media" in words and wanted in words:
                    return int(entry.name)
        raise AssertionError("there is no media process")

    def kill_control(self):
        self.control.send_signal(signal.SIGKILL)
        self.control.wait(10)

    def kill_media(self) -> int:
        process = self.media_process()
        os.kill(process, signal.SIGKILL)
        return process

    def stop(self):
        """Ends both processes, politely first."""
        if self.control is None:
            return
        if self.control.poll() is None:
            self.control.terminate()
            try:
                self.control.wait(10)
            except subprocess.TimeoutExpired:
                self.control.kill()
                self.control.wait(10)
        with contextlib.suppress(AssertionError):
            # Asked to stop, the server takes its media process with it; one that is left over must not stay.
            eventually(lambda: not self.has_media(), "the media process ends", within=5)
        if self.has_media():
            os.kill(self.media_process(), signal.SIGKILL)

    def has_media(self):
        with contextlib.suppress(AssertionError):
            return self.media_process() > 0
        return False

    def links(self, role, *sites, hours=1) -> list[dict]:
        """New links as `dienhong links create` prints them."""
        chosen = [word for site in sites for word in ("--site", site)]
        text = self.run(
            "links", "create", "--data", self.data, "--role", role, *chosen, "--hours", hours, "--url", self.address)
        return list(csv.DictReader(io.StringIO(text)))

    def link_for(self, role, **bearer) -> dict:
        """A link of a `delegate` or for a `channel`."""
        [(kind, name)] = bearer.items()
        text = self.run(
            "links", "create", "--data", self.data, "--role", role, f"--{kind}", name, "--url", self.address)
        return next(csv.DictReader(io.StringIO(text)))

    def follow_up_links(self, *agencies, hours=1) -> dict:
        """New links to the follow-up: the secretariat's under `None`, and each agency's under its name."""
        chosen = [word for agency in agencies for word in ("--agency", agency)]
        text = self.run(
            "follow-up", "links", "--data", self.data, "--secretariat", *chosen, "--hours", hours, "--url", self.address)
        return {row["agency"] or None: row["link"] for row in csv.DictReader(io.StringIO(text))}

    def link(self, role, site=None, hours=1) -> dict:
        return self.links(role, *([site] if site else []), hours=hours)[0]

    def revoke(self, link):
        self.run("links", "revoke", "--data", self.data, link["id"])

    def enter(self, role, site=None) -> "Seat":
        """A session without a browser."""
        return self.seat(self.link(role, site)["link"])

    def seat(self, link) -> "Seat":
        return Seat(self, link)


class Seat:
    """A session over plain HTTP: what a page does, without the page."""

    def __init__(self, server, link, language="en"):
        self.server = server
        self.language = language
        path = urlsplit(link).path
        status, headers, body = self.request("GET", path)
        assert status == 303, f"the link was not taken: {status} {body}"
        self.base = headers["Location"].rsplit("/", 1)[0] + "/"
        self.page = headers["Location"].rsplit("/", 1)[1]
        cookies = [value for name, value in headers.items() if name.lower() == "set-cookie"]
        self.cookie = next(cookie.split(";")[0] for cookie in cookies if cookie.startswith("session="))

    def request(self, method, path, body=None, kind="application/json", timeout=10, raw=False):
        connection = self.server.connection(timeout)
        headers = {"Accept-Language": self.language}
        if hasattr(self, "cookie"):
            headers["Cookie"] = self.cookie
        if body is not None:
            headers["Content-Type"] = kind
        try:
            connection.request(method, path, body.encode() if isinstance(body, str) else body, headers)
            response = connection.getresponse()
            content = response.read()
            return response.status, response.headers, content if raw else content.decode()
        finally:
            connection.close()

    def state(self) -> dict:
        status, _, body = self.request("GET", f"{self.base}api/state")
        assert status == 200, body
        return json.loads(body)

    def try_command(self, type, id=None, **fields):
        """The status and the answer of one command."""
        body = json.dumps({"id": id or str(uuid.uuid4()), "type": type, **fields})
        status, _, text = self.request("POST", f"{self.base}api/commands", body)
        return status, json.loads(text)

    def command(self, type, **fields) -> int:
        status, answer = self.try_command(type, **fields)
        assert status == 200, f"{type} was refused: {status} {answer}"
        return answer["seq"]

    def grant(self, site, mode="sole", seconds=300):
        return self.command("grant", site=site, mode=mode, seconds=seconds)

    def offer(self, description):
        """Sends an offer; the status, the address of the connection, the answer."""
        status, headers, body = self.request("POST", f"{self.base}api/media", description, "application/sdp")
        return status, headers.get("Location"), body
