"""What a viewer on a bad line sees and hears, with this server and with Janus under the same losses: one line of JSON for each."""

import argparse
import contextlib
import math
import re
import tempfile
import time
from pathlib import Path

from measuring import log, report_lines

from forwarding.janus import Janus
from support import plan
from support.browsers import Browsers, Hall, until
from support.network import BadNetwork, Trouble
from support.server import Server
from support.waiting import eventually

LOSSES = [0.0, 0.05, 0.1, 0.2, 0.3]
#: What lines that lose nothing carry to the viewer, in kbit/s; half a second of it waits where more is sent.
LINES = [600, 250]
#: Before it is measured a viewer has this long to get going, and so long it is measured, in seconds.
SETTLING, WATCHING = 5, 30
BLACKOUT = 10
SEED = 2021
HERE = Path(__file__).parent
WATCHING_CODE = (HERE / "watching.js").read_text()
#: Keeps hold of every connection that a page makes.
CONNECTIONS = """(() => {
  const Native = window.RTCPeerConnection;
  window.connections = [];
  window.RTCPeerConnection = class extends Native { constructor(...all) { super(...all); window.connections.push(this); } };
})()"""


#: Makes a browser one that reads no sound that carries earlier sound (RFC 2198).
UNREDUNDANT = """(() => {
  const { fetch } = window;
  window.fetch = (address, options) => fetch(address, typeof options?.body === "string"
    ? { ...options, body: options.body.replaceAll(" red/48000", " none/48000") } : options);
})()"""


class Ours:
    """A hall that speaks, and one that watches behind the bad network."""

    name = "dienhong"

    def __init__(self, folder):
        self.server = Server({**plan.SMALL, "id": "duong-truyen"}, log=folder / "server.log", behind=BadNetwork)
        self.server.start_and_wait()
        self.network = self.server.network
        self.chair = self.server.enter("chair")
        self.chair.command("convene")
        self.chair.command("open")

    def speak(self, page):
        Hall(page, "lao-cai").enter(self.server.link("operator", "lao-cai")["link"])
        self.chair.grant("lao-cai")

    def watch(self, page):
        """Returns what finds the stage's picture and the connection in the page."""
        page.goto(self.server.link("observer")["link"])
        until(page, "document.querySelector('stage-view video[data-live]') !== null", "the stage is seen", within=60)
        return "[document.querySelector('stage-view video[data-live]'), connections.at(-1)]"

    def close(self):
        self.server.stop()
        self.network.close()


class Theirs:
    """Janus's video room with a publisher and a subscriber of the same browsers; its pages are empty, we carry the descriptions."""

    name = "janus"
    room = 1

    def __init__(self, folder, pages):
        folder.mkdir(exist_ok=True)
        self.janus = Janus(folder)
        self.network = None
        self.networks = []
        self.newcomers = Trouble()
        # A page of a secure origin, for the camera.
        self.address = pages

    def through(self, description):
        """The description with a bad network of its own in the place of each address, the UDP ones only."""
        lines = []
        for line in description.splitlines():
            found = re.match(r"a=candidate:\S+ 1 udp \d+ (\S+) (\d+) typ host", line, re.IGNORECASE)
            if found:
                network = BadNetwork((found[1], int(found[2])))
                network.newcomers = self.newcomers
                self.networks.append(network)
                self.network = network
                lines.append(line.replace(f"{found[1]} {found[2]}", f"127.0.0.1 {network.port}"))
            elif not line.startswith("a=candidate"):
                lines.append(line)
        return "\r\n".join(lines) + "\r\n"

    def speak(self, page):
        page.goto(self.address)
        handle = self.janus.attach()
        self.janus.tell(handle, request="create", room=self.room, publishers=1, audiocodec="opus", videocodec="vp8", bitrate=2_500_000)
        self.janus.tell(handle, request="join", ptype="publisher", room=self.room, id=self.room)
        offer = page.evaluate("""async () => {
          const stream = await navigator.mediaDevices.getUserMedia({ audio: true, video: { width: 1280, height: 720 } });
          window.connection = new RTCPeerConnection();
          for (const track of stream.getTracks()) connection.addTrack(track, stream);
          await connection.setLocalDescription();
          await new Promise((done) => { if (connection.iceGatheringState === "complete") done(); else connection.onicegatheringstatechange = () => connection.iceGatheringState === "complete" && done(); });
          return connection.localDescription.sdp;
        }""")
        answer = self.janus.tell(handle, request="publish", jsep={"type": "offer", "sdp": offer})["jsep"]["sdp"]
        page.evaluate("(sdp) => connection.setRemoteDescription({ type: 'answer', sdp })", self.through(answer))
        until(page, "connection.connectionState === 'connected'", "Janus has the publisher")

    def watch(self, page):
        page.goto(self.address)
        handle = self.janus.attach()
        offer = self.janus.tell(handle, request="join", ptype="subscriber", room=self.room, streams=[{"feed": self.room}])["jsep"]["sdp"]
        answer = page.evaluate("""async (sdp) => {
          window.connection = new RTCPeerConnection();
          const stream = new MediaStream(), video = document.createElement("video");
          connection.ontrack = ({ track }) => stream.addTrack(track);
          await connection.setRemoteDescription({ type: "offer", sdp });
          await connection.setLocalDescription();
          video.autoplay = true;
          video.srcObject = stream;
          document.body.append(video);
          return connection.localDescription.sdp;
        }""", self.through(offer))
        self.janus.tell(handle, request="start", jsep={"type": "answer", "sdp": answer})
        until(page, "document.querySelector('video').videoWidth > 0", "the picture comes through Janus", within=60)
        return "[document.querySelector('video'), connection]"

    def close(self):
        self.janus.stop()
        for network in self.networks:
            network.close()


def hold(page, found):
    page.evaluate(f"() => {{ window.watching = {WATCHING_CODE}; window.watch = watching.begin(...{found}); }}")


def sums(page):
    return page.evaluate("watching.sums(watch)")


def watched(server, browsers, browser, trouble, blackout=False, script=None):
    """One viewer's half minute under `trouble`, in a profile of its own."""
    page = browsers.page(browser, script=script)
    page.context.add_init_script(CONNECTIONS)
    try:
        if server.network:
            server.network.newcomers = trouble
        server.newcomers = trouble
        hold(page, server.watch(page))
        time.sleep(SETTLING)
        before = sums(page)
        if blackout:
            trouble.is_dark = True
            time.sleep(BLACKOUT)
            trouble.is_dark = False
            lit = page.evaluate("performance.now()")
            eventually(lambda: page.evaluate(f"watch.last > {lit}"), "the picture comes back", within=30, every=0.02)
            return {"server": server.name, "blackout_s": BLACKOUT, "back_ms": round(page.evaluate(
                f"watch.gaps.map(([from, gap]) => from + gap).find((at) => at > {lit}) - {lit}"))}
        time.sleep(WATCHING)
        after = sums(page)
        seconds = (after["at"] - before["at"]) / 1_000
        change = {key: after[key] - before[key] for key in before}
        return {
            "server": server.name,
            **({"loss": trouble.loss} if trouble.down_kbit_per_s == math.inf else {"line_kbit_per_s": trouble.down_kbit_per_s}),
            "freeze_share": round(change["frozen"] / seconds, 4),
            "longest_freeze_ms": round(page.evaluate(f"watching.longest(watch, {before['at']})")),
            "concealed_share": round(change["concealed"] / max(1, change["samples"]), 4),
            "frames_per_s": round(change["frames"] / seconds, 1), "freezes": change["freezes"],
            "height": after["height"], "kbit_per_s": round(change["bytes"] * 8 / 1_000 / seconds),
        }
    finally:
        page.context.close()


def measure_sound(losses):
    """This server alone, with viewers to whom each sound carries earlier ones, and others to whom it is sent twice."""
    folder = Path(tempfile.mkdtemp(prefix="dienhong-bench-"))
    with contextlib.ExitStack() as ends:
        browsers = Browsers(folder)
        ends.callback(browsers.close)
        ours = Ours(folder)
        ends.callback(ours.close)
        ours.speak(browsers.page(browsers.launch()))
        viewer = browsers.launch(devices=False)
        for loss in losses:
            for sound, script in (("carried", None), ("twice", UNREDUNDANT)):
                log("sound", sound, "at a loss of", loss)
                yield {"sound": sound, **watched(ours, browsers, viewer, Trouble(loss, seed=SEED), script=script)}


def measure(losses, lines):
    folder = Path(tempfile.mkdtemp(prefix="dienhong-bench-"))
    log("files of this run:", folder)
    with contextlib.ExitStack() as ends:
        browsers = Browsers(folder)
        ends.callback(browsers.close)
        ours = Ours(folder)
        ends.callback(ours.close)
        theirs = Theirs(folder / "janus", f"{ours.server.address}/health")
        ends.callback(theirs.close)
        viewer = browsers.launch(devices=False)
        for server in (ours, theirs):
            # The browser's own moving test picture and sound; speakers one after the other, so that neither has the machine alone.
            with browsers.closing():
                server.speak(browsers.page(browsers.launch()))
                for loss in losses:
                    log(server.name, "at a loss of", loss)
                    yield watched(server, browsers, viewer, Trouble(loss, seed=SEED))
                for line in lines:
                    log(server.name, "on a line of", line, "kbit/s")
                    yield watched(server, browsers, viewer, Trouble(down_kbit_per_s=line, queue_s=0.5, seed=SEED))
                if losses:
                    yield watched(server, browsers, viewer, Trouble(), blackout=True)


def main():
    parser = argparse.ArgumentParser(prog="bin/bench loss", description=__doc__)
    parser.add_argument("--losses", type=float, nargs="*", default=LOSSES, help="shares of datagrams that are lost, both ways")
    parser.add_argument("--lines", type=float, nargs="*", default=LINES, help="what narrow lines carry, in kbit/s")
    parser.add_argument("--sound", action="store_true", help="only this server's sound: carried with the next (RFC 2198), and sent twice")
    options = parser.parse_args()
    report_lines(lambda: measure_sound(options.losses) if options.sound else measure(options.losses, options.lines))


if __name__ == "__main__":
    main()
