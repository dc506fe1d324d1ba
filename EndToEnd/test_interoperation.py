"""A client of other make publishes and receives through the server."""

import pytest

from support.browsers import Hall
from support.firefox import Firefox
from support.guest import Guest
from support.plan import SMALL
from support.server import Server
from support.signals import CAN_THO, CENTRE, HA_NOI, VIENTIANE
from support.waiting import eventually


@pytest.fixture
def guests(server, chair):
    """Connects sites by aiortc, and lets all of them go."""
    connected = []

    def connect(signal):
        guest = Guest(server.enter("operator", signal.name), signal)
        connected.append(guest)
        eventually(lambda: guest.state == "connected", f"{signal.name} is connected")
        return guest

    yield connect
    for guest in connected:
        guest.close()


def test_two_clients_of_other_make_see_and_hear_each_other(chair, guests):
    one, other = guests(HA_NOI), guests(VIENTIANE)
    chair.grant(HA_NOI.name)
    eventually(lambda: other.sees() == HA_NOI.name, "Vientiane sees Hà Nội")
    eventually(lambda: other.hears() == {HA_NOI.name}, "Vientiane hears Hà Nội")
    chair.grant(VIENTIANE.name)
    eventually(lambda: one.sees() == VIENTIANE.name, "Hà Nội sees Vientiane")
    eventually(lambda: one.hears() == {VIENTIANE.name}, "Hà Nội hears Vientiane")
    chair.command("revoke", site=VIENTIANE.name)
    assert one.hang_up() == 204
    eventually(lambda: one.state in ("closed", "failed", "disconnected"), "the server said goodbye")


@pytest.mark.browser
def test_a_conference_in_h264(folder, visitors):
    """The same in the other codec, and across two workers: a browser and a client of other make see each other."""
    server = Server({**SMALL, "id": "hoi-nghi-h264", "video": "h264"}, workers=2, log=folder / "h264.log")
    guest = None
    try:
        server.start_and_wait()
        chair = server.enter("chair")
        chair.command("convene")
        chair.command("open")
        guest = Guest(server.enter("operator", VIENTIANE.name), VIENTIANE)
        eventually(lambda: guest.state == "connected", "Vientiane is connected")
        page = visitors.page(visitors.launch(HA_NOI))
        hall = Hall(page, HA_NOI.name).enter(server.link("operator", HA_NOI.name)["link"])
        chair.grant(VIENTIANE.name)
        eventually(lambda: hall.colors() == [VIENTIANE.name], "Hà Nội sees Vientiane")
        chair.grant(HA_NOI.name)
        eventually(lambda: guest.sees() == HA_NOI.name, "Vientiane sees Hà Nội")
        assert "H264/90000" in guest.answer and "VP8/90000" not in guest.answer
    finally:
        if guest:
            guest.close()
        server.stop()


@pytest.mark.browser
def test_a_second_browser_engine(folder, visitors):
    """Firefox comes in through the link and the checks; it is seen and heard, and sees and hears."""
    server = Server({**SMALL, "id": "hoi-nghi-firefox"}, log=folder / "firefox.log")
    firefox = None
    try:
        server.start_and_wait()
        chair = server.enter("chair")
        chair.command("convene")
        chair.command("open")
        chair.command("mute", site=CENTRE.name)
        firefox = Firefox(folder)
        firefox.goto(server.link("operator", CAN_THO.name)["link"])
        eventually(lambda: firefox.evaluate("window.dienhong !== undefined"), "the checks are there")
        firefox.evaluate("document.querySelector('#enter').click()")
        eventually(
            lambda: firefox.evaluate("location.pathname.endsWith('/hall') && window.dienhong?.media?.state === 'connected'"),
            "Firefox is connected")
        hall = Hall(visitors.page(visitors.launch(HA_NOI)), HA_NOI.name).enter(server.link("operator", HA_NOI.name)["link"])

        chair.grant(CAN_THO.name)
        eventually(lambda: hall.decoded()[1] > 30, "Hà Nội sees Firefox")
        eventually(lambda: any(abs(pitch - firefox.pitch) < 20 for pitch in hall.voices()), "Hà Nội hears Firefox")

        def received(what):
            return firefox.evaluate(f"window.dienhong.media.statistics().then(({{ audio, video }}) => {what})")

        before = received("video[0].framesDecoded")
        chair.grant(HA_NOI.name)
        eventually(lambda: received("video[0].framesDecoded") > before + 30, "Firefox sees Hà Nội")
        eventually(lambda: (received("audio[1].level") or 0) > 0.1, "Firefox hears Hà Nội")
    finally:
        if firefox:
            firefox.close()
        server.stop()


@pytest.mark.browser
def test_a_client_of_other_make_among_browsers(conference, guests):
    chair = conference.chair
    guest = guests(VIENTIANE)
    conference.clear()
    chair.command("mute", site=CENTRE.name)
    chair.grant(VIENTIANE.name)
    conference.everyone_sees(VIENTIANE.name)
    conference.everyone_hears(VIENTIANE.name)
    chair.grant(HA_NOI.name)
    eventually(lambda: guest.sees() == HA_NOI.name, "Vientiane sees Hà Nội")
    eventually(lambda: guest.hears() == {HA_NOI.name}, "Vientiane hears Hà Nội")
