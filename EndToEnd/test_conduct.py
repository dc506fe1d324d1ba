"""A whole conference is conducted, and its record says what was done, to the second."""

import uuid

import pytest

from support import signals
from support.browsers import until
from support.conduct import CENTRE, HA_NOI, LAO_CAI, PLAN, SIMULATED, Stage, timed
from support.paper import paper
from support.waiting import eventually

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def stage(folder, browsers):
    stage = Stage(folder, browsers)
    with browsers.closing():
        try:
            stage.open()
            yield stage
        finally:
            stage.close()


def test_a_conference_from_its_opening_to_its_close(stage):
    chair = stage.chair
    chair.command("open")
    the_centre_opens(stage)
    a_province_reports_and_its_line_drops(stage)
    two_ask_and_one_raises_a_point_of_order(stage)
    the_sites_vote(stage)
    a_hall_listens_to_the_interpreter(stage)
    a_province_and_the_centre_show_papers(stage)
    only_the_named_sites_are_in_a_closed_item(stage)
    attendance_is_marked(stage)
    the_rest_is_not_reached(stage)
    the_record_says_what_the_script_did(stage)


def the_centre_opens(stage):
    stage.press("n")
    eventually(lambda: stage.state()["item"] == "khai-mac", "the first item is under way")
    turn = stage.grant(CENTRE)
    stage.everyone_is_shown(CENTRE)
    stage.revoke(turn)


def a_province_reports_and_its_line_drops(stage):
    chair, hall = stage.chair, stage.halls[HA_NOI]
    chair.command("startItem", item="bao-cao")
    turn = stage.grant(HA_NOI, seconds=60)
    stage.everyone_is_shown(HA_NOI)
    stage.press("+")
    eventually(lambda: stage.state()["floor"][0]["allotted"] == 120, "the key gave another minute")

    address = hall.page.url
    hall.page.goto("about:blank")
    eventually(lambda: HA_NOI not in stage.present(), "the line of Hà Nội is noticed to be gone", within=40)
    assert stage.floor() == [HA_NOI], "the floor stays with a holder whose line dropped"
    words = stage.halls[LAO_CAI].page.locator("body")
    eventually(lambda: "reconnect" in words.inner_text().lower(), "the halls say that Hà Nội is reconnecting")
    hall.page.goto(address)
    hall.wait_until_live()
    stage.everyone_is_shown(HA_NOI)

    def give_back():
        hall.click("[data-act=yield]")
        eventually(lambda: stage.floor() == [], "Hà Nội yielded")

    turn.stop(timed(give_back))


def two_ask_and_one_raises_a_point_of_order(stage):
    chair = stage.chair
    chair.command("startItem", item="thao-luan")
    for site in (LAO_CAI, HA_NOI):
        stage.halls[site].click("[data-act=ask]")
        eventually(lambda: site in [request["site"] for request in stage.state()["queue"]], f"{site} waits")
    # The chair grants to whoever is first, by the key.
    turn = stage.grant_by_key(LAO_CAI)
    stage.everyone_is_shown(LAO_CAI)

    objector = stage.server.enter("operator", SIMULATED[4])
    objector.command("ask", kind="pointOfOrder")
    assert [request["site"] for request in stage.state()["queue"]] == [SIMULATED[4], HA_NOI]
    point = stage.turn(SIMULATED[4], lambda: chair.command("grant", site=SIMULATED[4], seconds=60))
    turn.stop(point.began)
    assert [holder["site"] for holder in stage.state()["interrupted"]] == [LAO_CAI]
    stage.everyone_is_shown(SIMULATED[4])
    given_back = timed(lambda: objector.command("yield"))
    point.stop(given_back)
    turn.resume(given_back)
    assert stage.floor() == [LAO_CAI]
    stage.everyone_is_shown(LAO_CAI)
    stage.revoke(turn)

    turn = stage.grant(HA_NOI)
    stage.everyone_is_shown(HA_NOI)
    stage.revoke(turn)


def the_sites_vote(stage):
    chair = stage.chair
    vote = str(uuid.uuid4())
    chair.command(
        "openVote", vote=vote, title="Thông qua nghị quyết", options=["Tán thành", "Không tán thành"], unit="site", isSecret=True)
    for site, option in ((CENTRE, 0), (HA_NOI, 0), (LAO_CAI, 1)):
        page = stage.halls[site].page
        stage.halls[site].click("[data-act=ballot]")
        page.locator(f"ballot-box [data-option='{option}']").click()
        page.locator("ballot-box [data-part=cast]").click()
        eventually(lambda: site in stage.state()["vote"]["voted"], f"{site} has voted")
        page.locator("#panel-close").click()
    voter = stage.server.enter("operator", SIMULATED[0])
    voter.command("cast", vote=vote, option=0)
    status, answer = voter.try_command("cast", vote=vote, option=1)
    assert (status, answer["code"]) == (409, "alreadyVoted")
    assert stage.state()["vote"]["ballots"] is None, "a secret vote told who chose what"
    chair.command("closeVote", vote=vote)
    [result] = stage.state()["votes"]
    assert (result["counts"], result["eligible"]) == ([3, 1], len(PLAN["sites"]))


def a_hall_listens_to_the_interpreter(stage):
    chair, hall = stage.chair, stage.halls[LAO_CAI]
    page = stage.browsers.page(stage.browsers.launch(signals.CAN_THO), language="en")
    page.goto(stage.server.link_for("interpreter", channel="en")["link"])
    until(page, "window.dienhong?.media?.state === 'connected'", "the interpreter is connected")
    # An interpreter begins in silence.
    page.locator("#microphone:enabled").click()
    turn = stage.grant(HA_NOI)
    chair.command("mute", site=CENTRE)
    hall.click("[data-act=channel]")
    hall.page.locator("channel-choice [data-key=en]").click()
    hall.page.locator("#panel-close").click()
    # The ears of a test hear what arrives, before the floor is made quieter under the interpreter.
    eventually(lambda: hall.voices() == {HA_NOI, signals.CAN_THO.name}, "Lào Cai hears the interpreter over the floor")
    eventually(
        lambda: hall.page.evaluate("[...document.querySelectorAll('sound-out audio')].map(({ volume }) => volume)")
        == [0.2, 0.2, 0.2, 1], "the floor is quiet under the interpreter")
    assert stage.halls[CENTRE].voices() == {HA_NOI}, "a hall that chose nothing hears the floor alone"
    stage.revoke(turn)
    chair.command("unmute", site=CENTRE)
    page.context.browser.close()
    stage.browsers.open_ones.remove(page.context.browser)


def a_province_and_the_centre_show_papers(stage):
    chair, hall = stage.chair, stage.halls[HA_NOI]
    turn = stage.grant(HA_NOI)
    hall.click("[data-act=papers]")
    hall.page.locator("paper-shelf input[type=file]").set_input_files(
        {"name": "bao-cao.pdf", "mimeType": "application/pdf", "buffer": paper("Ha Noi", "Hai")})
    eventually(lambda: [document["pages"] for document in stage.state()["documents"]] == [2], "the document is taken in")
    [document] = stage.state()["documents"]
    operator = stage.server.enter("operator", HA_NOI)
    operator.command("present", document=document["id"], page=1)
    shown = "[...document.querySelectorAll('stage-view img')].some((image) => image.naturalWidth > 0 && image.src.endsWith('/pages/%d'))"
    until(stage.halls[LAO_CAI].page, shown % 1, "Lào Cai sees the first page")
    operator.command("turnPage", page=2)
    until(stage.halls[LAO_CAI].page, shown % 2, "Lào Cai sees the second page")
    stage.revoke(turn)
    assert stage.state()["presentation"] is None, "a presentation ends with the floor of its site"

    secretariat = stage.server.enter("secretariat")
    status, _, answer = secretariat.request(
        "POST", f"{secretariat.base}api/documents?name=nghi-quyet.pdf", paper("Trung tam"), "application/pdf")
    assert status == 201, answer
    document = stage.state()["documents"][-1]
    secretariat.command("present", document=document["id"], page=1)
    until(stage.halls[HA_NOI].page, shown % 1, "Hà Nội sees the centre's page")
    secretariat.command("stopPresenting")
    status, _, answer = secretariat.request(
        "POST", f"{secretariat.base}api/documents?name=x.pdf", b"MZ no document at all", "application/pdf")
    assert status == 422 and "notADocument" in answer


def only_the_named_sites_are_in_a_closed_item(stage):
    chair = stage.chair
    before = stage.state()
    seq = chair.command("startItem", item="noi-dung-kin")
    outside = stage.halls[HA_NOI]
    eventually(lambda: "closed" in outside.page.locator("body").inner_text().lower(), "Hà Nội is told that the item is closed")
    chair.command("grant", site=LAO_CAI, seconds=120)
    eventually(lambda: stage.stage_of(CENTRE) == [LAO_CAI], "the centre sees Lào Cai")
    eventually(lambda: stage.stage_of(HA_NOI) == [], "nothing is meant for Hà Nội")
    packets = stage.received(HA_NOI)
    stage.frames_go_on(CENTRE, count=60)
    assert stage.received(HA_NOI) == packets, "packets of a closed item reached a hall outside"
    inside = stage.server.enter("operator", LAO_CAI)
    assert [holder["site"] for holder in inside.state()["floor"]] == [LAO_CAI]
    stranger = stage.server.enter("operator", HA_NOI)
    assert stranger.state()["floor"] == []
    status, answer = stranger.try_command("ask")
    assert (status, answer["code"]) == (409, "notAdmitted")
    after = chair.command("startItem", item="ket-luan")
    assert after - seq <= 2, "what happened in a closed item was kept"
    assert stage.state()["speeches"] == before["speeches"]
    eventually(lambda: stage.stage_of(HA_NOI) == [CENTRE], "Hà Nội is back")


def attendance_is_marked(stage):
    operator = stage.server.enter("operator", HA_NOI)
    operator.command("attend", delegate="binh", status="present")
    operator.command("attend", delegate="chi", status="substituted", substitute="Hoàng Lan")
    status, answer = operator.try_command("attend", delegate="dung", status="present")
    assert (status, answer["code"]) == (409, "delegateAtOtherSite")
    people = stage.state()["people"]
    assert {delegate: mark["status"] for delegate, mark in people.items()} == {"binh": "present", "chi": "substituted"}


def the_rest_is_not_reached(stage):
    late = stage.server.enter("operator", SIMULATED[9])
    late.command("ask")
    stage.chair.command("close")
    state = stage.state()
    assert state["phase"] == "closed"
    assert state["notReached"]["items"] == ["be-mac"]
    assert [request["site"] for request in state["notReached"]["requests"]] == [SIMULATED[9]]


def the_record_says_what_the_script_did(stage):
    state = stage.state()
    spoken = sorted(state["speeches"], key=lambda speech: speech["start"])
    assert [speech["site"] for speech in spoken] == [turn.site for turn in stage.turns]
    for speech, turn in zip(spoken, stage.turns):
        assert turn.agrees(speech["seconds"]), (
            f"{turn.site} spoke {speech['seconds']} s, by the script {turn.least:.1f} to {turn.most:.1f}")
    assert {site for site, stay in state["attendance"].items() if stay["seconds"] > 0 or stay["present"]} == {
        site["id"] for site in PLAN["sites"]}
    assert stage.server.run("verify", stage.server.data).startswith("ok ")
