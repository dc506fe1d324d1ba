"""Who has the floor is seen and heard in every hall, and nobody else is heard."""

import pytest

from support.browsers import until
from support.signals import CAN_THO, CENTRE, HA_NOI, LAO_CAI, VIENTIANE
from support.waiting import eventually

pytestmark = pytest.mark.browser

HALLS = [CENTRE.name, HA_NOI.name, LAO_CAI.name, CAN_THO.name]


@pytest.fixture(autouse=True)
def clean_floor(conference):
    conference.clear()


def test_nobody_has_the_floor_and_the_centre_is_seen_and_heard(conference):
    conference.everyone_sees(CENTRE.name)
    conference.everyone_hears(CENTRE.name)


@pytest.mark.parametrize("holder", [HA_NOI, LAO_CAI, CAN_THO], ids=lambda signal: signal.name)
def test_after_a_grant_every_hall_sees_and_hears_the_holder_and_nobody_else(conference, holder):
    # The central hall is always audible, unless the chair mutes it.
    conference.chair.command("mute", site=CENTRE.name)
    conference.chair.grant(holder.name)
    conference.everyone_sees(holder.name)
    conference.everyone_hears(holder.name)
    # And it stays so: nobody who has a microphone on comes through later.
    for _ in range(3):
        conference.everyone_hears(holder.name, within=5)


def test_the_centre_is_heard_beside_the_holder_until_it_is_muted(conference):
    conference.chair.grant(HA_NOI.name)
    conference.everyone_sees(HA_NOI.name)
    conference.everyone_hears(HA_NOI.name, CENTRE.name)
    conference.chair.command("mute", site=CENTRE.name)
    conference.everyone_hears(HA_NOI.name)
    conference.chair.command("unmute", site=CENTRE.name)
    conference.everyone_hears(HA_NOI.name, CENTRE.name)


def test_the_centre_takes_the_floor(conference):
    conference.chair.grant(CAN_THO.name)
    conference.everyone_sees(CAN_THO.name)
    conference.chair.grant(CENTRE.name)
    conference.everyone_sees(CENTRE.name)
    conference.everyone_hears(CENTRE.name)


def test_a_dialogue_shows_and_sounds_both(conference):
    conference.chair.command("mute", site=CENTRE.name)
    conference.chair.grant(LAO_CAI.name)
    conference.chair.grant(CAN_THO.name, mode="dialogue")
    conference.everyone_sees(LAO_CAI.name, CAN_THO.name)
    conference.everyone_hears(LAO_CAI.name, CAN_THO.name)
    conference.chair.command("revoke", site=LAO_CAI.name)
    conference.everyone_sees(CAN_THO.name)
    conference.everyone_hears(CAN_THO.name)


def test_many_grants_in_a_row_end_with_the_last(conference):
    conference.chair.command("mute", site=CENTRE.name)
    for site in [HA_NOI.name, LAO_CAI.name, CAN_THO.name, HA_NOI.name, CAN_THO.name, LAO_CAI.name]:
        conference.chair.grant(site)
    conference.everyone_sees(LAO_CAI.name)
    conference.everyone_hears(LAO_CAI.name)


def test_a_hall_asks_and_the_console_grants_extends_and_takes_back(conference):
    hall = conference.halls[HA_NOI.name]
    hall.page.mouse.move(400, 500)
    hall.page.locator("[data-act=ask]").click()
    eventually(lambda: [request["site"] for request in conference.chair.state()["queue"]] == [HA_NOI.name], "Hà Nội waits")
    console = conference.console
    until(console, "window.dienhong.state.queue.length === 1")
    # The programme's speakers may stand before it: its own row is the one to grant.
    console.locator(f"speech-queue li[data-key={HA_NOI.name}] [data-part=grant]").press("Enter")
    conference.everyone_sees(HA_NOI.name)
    allotted = conference.chair.state()["floor"][0]["allotted"]
    console.locator("body").press("+")
    eventually(lambda: conference.chair.state()["floor"][0]["allotted"] == allotted + 60, "the time is extended")
    console.locator("body").press("Delete")
    eventually(lambda: conference.chair.state()["floor"] == [], "the floor is free")
    conference.everyone_sees(CENTRE.name)


def test_every_page_folds_the_journal_to_what_the_server_says(conference):
    chair = conference.chair
    chair.command("ask", site=HA_NOI.name)
    chair.command("ask", site=LAO_CAI.name, item="tham-luan", delegate="dai-bieu")
    chair.command("reorder", sites=[LAO_CAI.name, HA_NOI.name])
    if chair.state()["item"] != "tham-luan":
        chair.command("startItem", item="tham-luan")
    chair.grant(CAN_THO.name)
    chair.command("extend", site=CAN_THO.name, seconds=60)
    chair.command("layout", layout="chairAndSpeaker")
    chair.command("mute", site=CENTRE.name)
    for page in conference.pages:
        def same():
            both = page.evaluate("probe.folded()")
            assert both, "the page is not where the server is"
            assert both["page"] == both["server"]
            return True
        eventually(same, f"{page.url} folded the same state", within=30)


def test_a_page_that_is_reloaded_in_mid_speech_is_back_with_picture(conference):
    conference.chair.command("mute", site=CENTRE.name)
    conference.chair.grant(LAO_CAI.name)
    conference.everyone_sees(LAO_CAI.name)
    # One that listens, and the one who speaks.
    for site in [CAN_THO.name, LAO_CAI.name]:
        hall = conference.halls[site]
        hall.page.reload()
        hall.wait_until_live()
        conference.everyone_sees(LAO_CAI.name)
        conference.everyone_hears(LAO_CAI.name)
    assert [holder["site"] for holder in conference.chair.state()["floor"]] == [LAO_CAI.name]


def test_screenshots_of_a_hall_and_of_the_console(conference, folder):
    conference.chair.grant(LAO_CAI.name)
    conference.everyone_sees(LAO_CAI.name)
    conference.halls[HA_NOI.name].page.screenshot(path=folder / "hall.png")
    until(conference.console, "document.querySelectorAll('site-wall video[data-live]').length >= 4", "the wall lives")
    conference.console.screenshot(path=folder / "chair.png")


#: What a browser gives for a shared page that plays something: no machine of ours has a screen to choose from.
SHARED_PAGE = """(pitch) => {
    navigator.mediaDevices.getDisplayMedia = async () => {
        const picture = document.createElement("canvas");
        picture.getContext("2d").fillRect(0, 0, 10, 10);
        const context = new AudioContext();
        const [tone, volume, target] = [context.createOscillator(), context.createGain(), context.createMediaStreamDestination()];
        [tone.frequency.value, volume.gain.value] = [pitch, 0.25];
        tone.connect(volume).connect(target);
        tone.start();
        return new MediaStream([...picture.captureStream(5).getTracks(), ...target.stream.getTracks()]);
    };
}"""


def test_what_a_shared_page_plays_is_heard_with_the_voice_until_it_is_shared_no_more(conference):
    conference.chair.command("mute", site=CENTRE.name)
    conference.chair.grant(HA_NOI.name)
    conference.everyone_hears(HA_NOI.name)
    speaker, listener = conference.halls[HA_NOI.name], conference.halls[LAO_CAI.name]
    speaker.page.evaluate(SHARED_PAGE, VIENTIANE.pitch)
    speaker.click("[data-act=share]")
    def both():
        # A browser that is short of time leaves gaps while it mixes, and a gap has many pitches.
        heard = listener.voices()
        assert heard >= {HA_NOI.name, VIENTIANE.name}, heard
        return True

    eventually(both, "the voice is heard, and what the page plays")
    eventually(lambda: conference.chair.state()["presentation"] is not None, "the page is presented")
    speaker.click("[data-act=share]")
    conference.everyone_hears(HA_NOI.name)
