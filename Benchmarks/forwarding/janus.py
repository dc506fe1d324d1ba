"""Debian's Janus with its video room, configured as its documentation recommends for many subscribers."""

import json
import os
import secrets
import socket
import subprocess
from pathlib import Path

from forwarding import sdp
from support.waiting import eventually

# One thread for each core instead of one for each handle; every peer has an address of its own, so no trickling.
GENERAL = """
general: {{
    configs_folder = "{folder}"
    plugins_folder = "/usr/lib/x86_64-linux-gnu/janus/plugins"
    transports_folder = "/usr/lib/x86_64-linux-gnu/janus/transports"
    events_folder = "{folder}"
    loggers_folder = "{folder}"
    debug_level = 3
    session_timeout = 0
    event_loops = {loops}
}}
media: {{ rtp_port_range = "10000-32000" }}
nat: {{ ice_lite = true }}
plugins: {{ disable = "{other_plugins}" }}
transports: {{ disable = "{other_transports}" }}
"""
SIGNALLING = """
general: {{
    enabled = true
    json = "compact"
    path = "{path}"
}}
"""
MODULES = Path("/usr/lib/x86_64-linux-gnu/janus")


class Janus:
    name = "janus"

    def __init__(self, folder, workers=None):
        folder = Path(folder)
        (folder / "videoroom").mkdir(exist_ok=True)
        path = folder / "janus.sock"
        others = lambda kind, wanted: ",".join(
            file.name for file in (MODULES / kind).glob("libjanus_*.so") if wanted not in file.name)
        (folder / "janus.jcfg").write_text(GENERAL.format(
            folder=folder, loops=workers or os.cpu_count(), other_plugins=others("plugins", "videoroom"),
            other_transports=others("transports", "pfunix")))
        (folder / "janus.transport.pfunix.jcfg").write_text(SIGNALLING.format(path=path))
        (folder / "janus.plugin.videoroom.jcfg").write_text("general: { }\n")
        self.log = (folder / "janus.log").open("a")
        command = ["janus", "-F", folder, "-C", folder / "janus.jcfg", "--disable-colors"]
        # Now and then it finds none of its transports and ends; the next start finds them.
        for _ in range(5):
            self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log)
            self.stream = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
            if eventually(lambda: self.open(path) or self.process.poll() is not None, "Janus listens", every=0.1) == "open":
                break
        else:
            raise RuntimeError(f"Janus does not start: {self.log.name}")
        self.stream.settimeout(20)
        self.session = self.ask(janus="create")["data"]["id"]
        self.rooms = {}

    def open(self, path):
        try:
            self.stream.connect(str(path))
        except OSError:
            return None
        return "open"

    def ask(self, **request):
        """Sends one request; returns its answer, or the event that a plugin answers it with."""
        transaction = secrets.token_hex(8)
        self.stream.send(json.dumps({**request, "transaction": transaction}).encode())
        while True:
            answer = json.loads(self.stream.recv(1 << 18))
            if answer.get("transaction") != transaction or answer["janus"] == "ack":
                continue
            problem = answer.get("error") or answer.get("plugindata", {}).get("data", {}).get("error")
            if problem:
                raise RuntimeError(f"Janus: {problem}")
            return answer

    def attach(self):
        return self.ask(janus="attach", session_id=self.session, plugin="janus.plugin.videoroom")["data"]["id"]

    def tell(self, handle, jsep=None, **body):
        more = {"jsep": jsep} if jsep else {}
        return self.ask(janus="message", session_id=self.session, handle_id=handle, body=body, **more)

    def add_source(self, client, peer, source):
        room = source + 1
        handle = self.attach()
        self.tell(handle, request="create", room=room, publishers=1, audiocodec="opus", videocodec="vp8", bitrate=0)
        self.tell(handle, request="join", ptype="publisher", room=room, id=room)
        local = sdp.Local(peer, client.fingerprint, source)
        answer = self.tell(
            handle, request="publish", jsep={"type": "offer", "sdp": sdp.description(local)})["jsep"]["sdp"]
        client.connect(sdp.connection(local, answer))
        client.wait_until_connected(peer)

    def add_receiver(self, client, peer, source):
        room = source + 1
        handle = self.attach()
        offer = self.tell(
            handle, request="join", ptype="subscriber", room=room, streams=[{"feed": room}])["jsep"]["sdp"]
        local = sdp.Local(peer, client.fingerprint)
        answer = sdp.description(local, mids=sdp.mids(offer))
        self.tell(handle, request="start", jsep={"type": "answer", "sdp": answer})
        client.connect(sdp.connection(local, offer))

    def stop(self):
        self.stream.close()
        self.process.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.log.close()
