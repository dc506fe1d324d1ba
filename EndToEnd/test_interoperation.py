"""A client of other make publishes and receives through the server."""

import pytest

from support.browsers import Hall
from support.guest import Guest
from support.plan import SMALL
from support.server import Server
from support.signals import CENTRE, HA_NOI, VIENTIANE
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
def test_a_conference_in_h264(folder, browsers):
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
        page = browsers.page(browsers.launch(HA_NOI))
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
