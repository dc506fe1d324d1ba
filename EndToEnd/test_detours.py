"""Halls whose networks let out next to nothing: through a relay, and through the one port that web pages use."""

import time
from pathlib import Path

import pytest

from support.browsers import Hall, until
from support.front import SECRET, Front, Turn
from support.plan import SMALL
from support.server import ROOT, Server, free_port
from support.signals import HA_NOI, LAO_CAI
from support.waiting import eventually
from test_networks import says

pytestmark = pytest.mark.browser

#: A browser that goes through relays and nowhere else, whatever the page asks for.
RELAYED = """
    window.RTCPeerConnection = class extends RTCPeerConnection {
        constructor(options) { super({ ...options, iceTransportPolicy: "relay" }); }
    };
"""

#: One that knows of no relay: which of two good ways is taken is the browser's affair, and may change with the time it has.
DIRECT = """
    window.RTCPeerConnection = class extends RTCPeerConnection {
        constructor(options) { super({ ...options, iceServers: [] }); }
    };
"""


def way_of(hall):
    return hall.page.evaluate("window.dienhong.media.statistics().then(({ through }) => through)")


def opened(server):
    server.start_and_wait()
    chair = server.enter("chair")
    chair.command("convene")
    chair.command("open")
    return chair


def both_see_each_other(chair, halls):
    for speaker, listener in ((HA_NOI.name, LAO_CAI.name), (LAO_CAI.name, HA_NOI.name)):
        chair.grant(speaker)
        eventually(lambda: halls[listener].colors() == [speaker], f"{listener} sees {speaker}")
        eventually(lambda: speaker in halls[listener].voices(), f"{listener} hears {speaker}")


@pytest.mark.parametrize("transport", ["udp", "tcp"])
def test_a_hall_is_seen_and_heard_through_a_relay(folder, visitors, transport):
    with Turn(folder / f"turn-{transport}.log") as turn:
        server = Server(
            {**SMALL, "id": f"hoi-nghi-vong-{transport}"}, log=folder / f"vong-{transport}.log",
            options=["--turn", f"turn:127.0.0.1:{turn.port}?transport={transport}", "--media-tcp-port", "0"],
            environment={"DIENHONG_TURN_SECRET": SECRET})
        try:
            chair = opened(server)
            halls = {}
            for signal, script in ((LAO_CAI, DIRECT), (HA_NOI, RELAYED)):
                page = visitors.page(visitors.launch(signal, udp=script == DIRECT or transport == "udp"), script=script)
                link = server.link("operator", signal.name)["link"]
                if script == RELAYED:
                    page.goto(link)
                    found = page.locator("#network")
                    eventually(lambda: says(found, "trung chuyển"), "the checks say that this site goes through a relay")
                halls[signal.name] = Hall(page, signal.name).enter(link)
            eventually(lambda: [way_of(halls[name]) for name in (LAO_CAI.name, HA_NOI.name)] == ["udp", "relay"], "each came by its way")
            both_see_each_other(chair, halls)
            names = eventually(turn.users, "the relay says for whom it worked")
            assert all(23 * 3_600 < int(name.split(":")[0]) - time.time() <= 24 * 3_600 for name in names), names
            # Whoever lists processes or reads logs does not learn what lets one through.
            commands = [Path(f"/proc/{process}/cmdline").read_text() for process in (server.control.pid, server.media_process())]
            assert not [text for text in (*commands, server.log.read_text(), page.content()) if SECRET in text]
        finally:
            server.stop()


def test_pages_media_and_a_relay_share_one_port(folder, visitors):
    """To a network that lets out TCP 443 alone: nginx tells them apart by how a connection begins."""
    front, media = free_port(), free_port()
    name = "turn.example.vn"
    server = Server(
        {**SMALL, "id": "hoi-nghi-mot-cong"}, log=folder / "mot-cong.log", address=f"https://127.0.0.1:{front}", tls=True,
        options=[
            "--media-tcp-port", str(media), "--media-tcp-public-port", str(front), "--turn", f"turns:{name}:{front}?transport=tcp"],
        environment={"DIENHONG_TURN_SECRET": SECRET})
    try:
        chair = opened(server)
        certificate = [server.data / file for file in ("certificate.pem", "certificate-key.pem")]
        with Turn(folder / "turn-443.log", certificate) as turn, Front(front, shared(front, server.port, media, turn.tls_port), folder / "front.log"):
            halls = {}
            for signal, script in ((LAO_CAI, DIRECT), (HA_NOI, RELAYED)):
                # Certificates of our own, for a name that nobody knows.
                browser = visitors.launch(
                    signal, udp=False, more=["--ignore-certificate-errors", f"--host-resolver-rules=MAP {name} 127.0.0.1"])
                page = visitors.page(browser, script=script, trusting=True)
                halls[signal.name] = Hall(page, signal.name).enter(server.link("operator", signal.name)["link"])
                assert page.url.startswith(f"https://127.0.0.1:{front}/")
            eventually(lambda: [way_of(halls[name]) for name in (LAO_CAI.name, HA_NOI.name)] == ["tcp", "relay"], "each came by its way")
            both_see_each_other(chair, halls)
    finally:
        server.stop()


def shared(front, pages, media, turn):
    """What docs/operations.md has nginx do, on ports of this machine."""
    block = (ROOT / "docs/operations.md").read_text().split("stream {\n", 1)[1].split("\n}\n", 1)[0]
    for documented, here in (
        ("listen 443;", f"listen 127.0.0.1:{front};"), ("127.0.0.1:8443", f"127.0.0.1:{pages}"),
        ("127.0.0.1:10000", f"127.0.0.1:{media}"), ("127.0.0.1:5349", f"127.0.0.1:{turn}"),
    ):
        assert documented in block, f"{documented} is not in {block}"
        block = block.replace(documented, here)
    return block
