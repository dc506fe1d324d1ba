"""Debian's Firefox, driven over Marionette (Mozilla's own protocol): the second browser engine."""

import json
import socket
import subprocess
from pathlib import Path

from support.server import free_port
from support.waiting import eventually

FIREFOX = "/usr/bin/firefox-esr"

#: Devices that Firefox makes up itself, given without a question; and candidates on this machine alone.
PREFERENCES = {
    "media.navigator.streams.fake": True,
    "media.navigator.permission.disabled": True,
    "media.navigator.audio.fake_frequency": 900,
    "media.peerconnection.ice.loopback": True,
    "media.autoplay.default": 0,
    "media.autoplay.blocking_policy": 0,
    "media.gmp-manager.updateEnabled": False,
    "app.update.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "toolkit.startup.max_resumed_crashes": -1,
    "intl.accept_languages": "vi-VN",
}


class Firefox:
    """One browser with one page."""

    #: The pitch of its made-up microphone, in hertz.
    pitch = PREFERENCES["media.navigator.audio.fake_frequency"]

    def __init__(self, folder):
        profile = Path(folder) / "firefox"
        profile.mkdir()
        port = free_port()
        preferences = {**PREFERENCES, "marionette.port": port}
        (profile / "user.js").write_text(
            "".join(f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in preferences.items()))
        self.process = subprocess.Popen(
            [FIREFOX, "--headless", "--no-remote", "--marionette", "--profile", profile],
            stdin=subprocess.DEVNULL, stdout=(profile / "output").open("w"), stderr=subprocess.STDOUT)
        self.socket = None
        self.said = 0
        try:
            self.socket = eventually(lambda: connection(port), "Firefox listens", within=60)
            self.read()
            self.say("WebDriver:NewSession", {"capabilities": {"alwaysMatch": {"pageLoadStrategy": "none"}}})
        except BaseException:
            self.close()
            raise

    def goto(self, address):
        self.say("WebDriver:Navigate", {"url": address})

    def evaluate(self, expression):
        """The value of an expression in the page; a promise is waited for."""
        answer = self.say("WebDriver:ExecuteAsyncScript", {
            "script": "const answer = arguments[0]; Promise.resolve().then(() => (" + expression + "))"
                      ".then((value) => answer({ value }), (error) => answer({ error: String(error) }));",
            "args": [], "sandbox": None,
        })["value"]
        assert answer is not None, "the page was left meanwhile"
        assert "error" not in answer, answer["error"]
        return answer.get("value")

    def close(self):
        if self.socket:
            self.socket.close()
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    # Marionette's frames: the length in digits, a colon, and JSON: [type, number, name or error, parameters or result].

    def say(self, name, parameters):
        self.said += 1
        body = json.dumps([0, self.said, name, parameters]).encode()
        self.socket.sendall(f"{len(body)}:".encode() + body)
        _, number, error, result = self.read()
        assert number == self.said
        if error:
            raise AssertionError(f"{name}: {error['error']}: {error['message']}")
        return result

    def read(self):
        length = b""
        while not length.endswith(b":"):
            length += self.receive(1)
        return json.loads(self.receive(int(length[:-1])))

    def receive(self, count):
        data = b""
        while len(data) < count:
            part = self.socket.recv(count - len(data))
            if not part:
                raise ConnectionError("Firefox ended")
            data += part
        return data


def connection(port):
    try:
        made = socket.create_connection(("127.0.0.1", port), timeout=60)
    except OSError:
        return None
    return made
