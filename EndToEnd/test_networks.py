"""Halls whose networks let little through."""

import contextlib
import json

import pytest

from support.browsers import Hall, until
from support.network import BadNetwork, Trouble
from support.plan import SMALL
from support.server import Server
from support.signals import HA_NOI, LAO_CAI
from support.waiting import eventually

pytestmark = pytest.mark.browser


@contextlib.contextmanager
def opened(folder, name, **options):
    """A server of its own with an open conference, and its chair."""
    server = Server({**SMALL, "id": f"hoi-nghi-{name}"}, log=folder / f"{name}.log", **options)
    try:
        server.start_and_wait()
        chair = server.enter("chair")
        chair.command("convene")
        chair.command("open")
        yield server, chair
    finally:
        server.stop()
        if server.network:
            server.network.close()


def says(element, word):
    text = element.inner_text()
    assert word in text, text
    return True


#: The payload type under which Chromium offers redundant sound.
REDUNDANT = 63


def lost(chair, site):
    """What a site's own browser lost of what it was sent, as those who conduct read it."""
    status, _, body = chair.request("GET", f"{chair.base}api/lines")
    assert status == 200, body
    figures = json.loads(body)["sites"].get(site, {}).get("figures")
    assert figures and figures["packets"] > 100, figures
    return figures["lost"] / (figures["packets"] + figures["lost"])


def test_a_hall_without_udp_is_seen_and_heard_over_tcp(folder, visitors):
    """One TCP port serves both workers: which of them a connection belongs to is in its first packet."""
    with opened(folder, "tcp", workers=2) as (server, chair):
        halls = {}
        for signal, udp in ((LAO_CAI, True), (HA_NOI, False)):
            page = visitors.page(visitors.launch(signal, udp=udp))
            link = server.link("operator", signal.name)["link"]
            if not udp:
                page.goto(link)
                found = page.locator("#network")
                eventually(lambda: says(found, "TCP"), "the checks say that this network lets no UDP through")
            halls[signal.name] = Hall(page, signal.name).enter(link)
        for name, way in ((LAO_CAI.name, "udp"), (HA_NOI.name, "tcp")):
            eventually(
                lambda: halls[name].page.evaluate("window.dienhong.media.statistics().then(({ through }) => through)") == way,
                f"{name} came by {way}")
        chair.grant(HA_NOI.name)
        eventually(lambda: halls[LAO_CAI.name].colors() == [HA_NOI.name], "Lào Cai sees Hà Nội")
        eventually(lambda: HA_NOI.name in halls[LAO_CAI.name].voices(), "Lào Cai hears Hà Nội")
        chair.grant(LAO_CAI.name)
        eventually(lambda: halls[HA_NOI.name].colors() == [LAO_CAI.name], "Hà Nội sees Lào Cai")
        eventually(lambda: LAO_CAI.name in halls[HA_NOI.name].voices(), "Hà Nội hears Lào Cai")


def test_a_weak_line_is_told_to_the_site_and_to_the_director(folder, visitors):
    """An eighth is lost both ways: the hall goes on seeing and hearing, and people are told."""
    with opened(folder, "duong-yeu", behind=BadNetwork) as (server, chair):
        halls = {}
        for signal, loss in ((LAO_CAI, 0), (HA_NOI, 0.12)):
            server.network.newcomers = Trouble(loss)
            page = visitors.page(visitors.launch(signal))
            halls[signal.name] = Hall(page, signal.name).enter(server.link("operator", signal.name)["link"])
        server.network.newcomers = Trouble()
        board = visitors.page(visitors.launch(), size=(1_600, 900))
        board.goto(server.link("director")["link"])
        chair.grant(LAO_CAI.name)
        bad, good = halls[HA_NOI.name], halls[LAO_CAI.name]
        eventually(lambda: bad.colors() == [LAO_CAI.name], "Hà Nội sees Lào Cai on its weak line")
        eventually(lambda: LAO_CAI.name in bad.voices(), "and hears it")
        until(bad.page, "window.dienhong.presence['ha-noi']?.down !== undefined", "the line of Hà Nội is called weak")
        eventually(lambda: says(bad.page.locator("stage-view"), "Đường truyền"), "Hà Nội is told on its own screen")
        eventually(lambda: says(board.locator("trouble-list"), "Đường truyền yếu"), "the director is told")
        # Sound that carries earlier sound goes where it is needed, and nowhere else (RFC 2198).
        carried = {True: [], False: []}
        for way in server.network.ways:
            carried[way.trouble.loss > 0].append(REDUNDANT in way.types)
        assert any(carried[True]) and not any(carried[False]), carried
        assert "down" not in good.page.evaluate("window.dienhong.presence['lao-cai']")
        eventually(lambda: lost(chair, HA_NOI.name) > 0.03, "what the hall of Hà Nội lost is on record")
        assert lost(chair, LAO_CAI.name) == 0
        board.locator("trouble-list").get_by_text("Hà Nội").first.click()
        eventually(lambda: says(board.locator("site-sheet"), "% gói"), "the director reads how its last minute was")
        assert "dienhong_halls_reports_total 0" not in server.get("/metrics")[1]
        # The line gets well, and nobody speaks of it any more.
        for way in server.network.ways:
            way.trouble = Trouble()
        until(bad.page, "window.dienhong.presence['ha-noi'].down === undefined", "the line of Hà Nội is good again")
        eventually(lambda: bad.page.locator("stage-view").inner_text().count("Đường truyền") == 0, "and so says its screen")
