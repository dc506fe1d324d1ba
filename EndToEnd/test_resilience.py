"""One process is killed, and the conference goes on."""

import pytest

from support.signals import CENTRE, HA_NOI, LAO_CAI
from support.waiting import eventually

pytestmark = pytest.mark.browser


@pytest.fixture(autouse=True)
def a_speech_under_way(conference):
    conference.clear()
    conference.chair.command("mute", site=CENTRE.name)
    conference.chair.grant(LAO_CAI.name, seconds=600)
    conference.chair.command("ask", site=HA_NOI.name)
    conference.everyone_sees(LAO_CAI.name)
    conference.everyone_hears(LAO_CAI.name)


def frames_go_on(conference):
    """Every hall decodes new frames from now on."""
    before = {site: hall.decoded() for site, hall in conference.halls.items()}
    for site, hall in conference.halls.items():
        eventually(lambda: newer(hall.decoded(), before[site]) > 5, f"{site} goes on seeing", within=30)


def newer(now, before):
    """How many frames came since; another connection counted from nothing."""
    (peer, frames), (peer_before, frames_before) = now, before
    return frames - frames_before if peer == peer_before else frames


def lasting(state):
    """What a restart must not change."""
    return {key: state[key] for key in ["phase", "item", "queue", "floor", "stage", "muted"]}


def test_the_control_process_is_killed_and_media_does_not_stop(conference):
    server, chair = conference.server, conference.chair
    before = chair.state()
    media = server.media_process()
    server.kill_control()
    # With nobody at the desk the last routing stands.
    for _ in range(3):
        frames_go_on(conference)
    conference.everyone_sees(LAO_CAI.name, within=5)
    conference.everyone_hears(LAO_CAI.name, within=5)

    server.start_and_wait()
    after = chair.state()
    assert server.media_process() == media, "the media process was started again for no reason"
    # The floor's `since` is in it: the timer runs on as if nothing had been.
    assert lasting(after) == lasting(before)
    assert after["seq"] >= before["seq"]

    # The halls kept their connections, and commands work as before.
    frames_go_on(conference)
    chair.grant(HA_NOI.name)
    conference.everyone_sees(HA_NOI.name)
    conference.everyone_hears(HA_NOI.name)
    for page in conference.pages:
        eventually(
            lambda: page.evaluate("window.dienhong.state.floor.map(({ site }) => site).join()") == HA_NOI.name,
            "the page has heard of it")


def test_a_command_said_twice_across_a_restart_happens_once(conference):
    server, chair = conference.server, conference.chair
    identity = "6f1c2a52-7f0e-4a0c-9d6e-3a3f5a1f0d11"
    status, first = chair.try_command("extend", id=identity, site=LAO_CAI.name, seconds=60)
    assert status == 200
    allotted = chair.state()["floor"][0]["allotted"]
    server.kill_control()
    server.start_and_wait()
    status, second = chair.try_command("extend", id=identity, site=LAO_CAI.name, seconds=60)
    assert (status, second) == (200, first)
    assert chair.state()["floor"][0]["allotted"] == allotted
    frames_go_on(conference)


def test_the_media_process_is_killed_and_every_hall_sees_and_hears_again(conference):
    server, chair = conference.server, conference.chair
    before = chair.state()
    peers = {site: hall.peer() for site, hall in conference.halls.items()}
    killed = server.kill_media()
    eventually(lambda: server.has_media() and server.media_process() != killed, "there is a new media process")
    # The last picture of the connection before stays on the stage until the new one has its own, so a picture proves nothing yet.
    for site, hall in conference.halls.items():
        eventually(lambda: hall.peer() not in (None, peers[site]), f"{site} has a new connection")
    conference.everyone_sees(LAO_CAI.name)
    frames_go_on(conference)
    conference.everyone_hears(LAO_CAI.name)
    assert lasting(chair.state()) == lasting(before)


def test_the_journal_is_whole_after_all_of_it(conference):
    assert conference.server.run("verify", conference.server.data).startswith("ok ")
