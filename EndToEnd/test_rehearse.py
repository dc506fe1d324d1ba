"""The evening before: each site tests itself, and the board says which hall will have no sound, and whom to phone."""

import json
import sqlite3

import numpy
import pytest

from support.browsers import Hall, until
from support.firefox import Firefox
from support.network import BadNetwork, Trouble
from support.plan import SMALL
from support.server import Server
from support.signals import CAN_THO, HA_NOI, LAO_CAI, heard, loud_pitches
from support.waiting import eventually

pytestmark = pytest.mark.browser

CONTACTS = {
    "ha-noi": {"name": "Nguyễn Khắc Bình", "phone": "0900 000 201"},
    "lao-cai": {"name": "Lò Văn Panh", "phone": "0900 000 210"},
    "can-tho": {"name": "Châu Minh Đức", "phone": "0900 000 292"},
    "vieng-chan": {"name": "Vũ Hải Đăng", "phone": "0900 000 856"},
}
PLAN = {**SMALL, "id": "chay-thu", "sites": [{**site, "contact": CONTACTS.get(site["id"])} for site in SMALL["sites"]]}


#: Notes what the page plays from its own memory.
PLAYED = """
    window.heard = [];
    const play = HTMLMediaElement.prototype.play;
    HTMLMediaElement.prototype.play = function () {
      if (this.src.startsWith("blob:")) window.heard.push(this.src);
      return play.call(this);
    };
"""
#: Thirds of a second of it, from a second and a half after its beginning.
DECODED = """async () => {
    const player = Object.assign(document.createElement("audio"), { src: window.heard[0] });
    const context = new AudioContext({ sampleRate: 48000 }), analyser = context.createAnalyser();
    analyser.fftSize = 16384;
    context.createMediaElementSource(player).connect(analyser);
    await context.resume();
    await player.play();
    const parts = [];
    player.addEventListener("timeupdate", () => {
      if (player.currentTime < 1.5) return;
      const samples = new Float32Array(analyser.fftSize);
      analyser.getFloatTimeDomainData(samples);
      parts.push(Array.from(samples));
    });
    await new Promise((resolve) => player.addEventListener("ended", resolve));
    return parts;
}"""


@pytest.fixture(scope="module")
def house(folder):
    """A server with a convened conference behind a network that can be made bad, and its secretariat."""
    server = Server(PLAN, log=folder / "rehearse.log", behind=BadNetwork)
    try:
        server.start_and_wait()
        secretariat = server.enter("secretariat")
        secretariat.command("convene")
        yield server, secretariat
    finally:
        server.stop()
        server.network.close()


def says(locator, *words):
    text = locator.inner_text()
    assert all(word in text for word in words), text
    return True


def row(board, site):
    return board.locator(f"test-board tbody tr[data-key={site}]")


def counts(board):
    return [board.locator(f"test-board [data-part=counts] [data-key={group}] b").inner_text() for group in ("ready", "away", "devices", "line")]


def count(board, *expected):
    def right():
        seen = counts(board)
        assert seen == list(expected), seen
        return True

    eventually(right, f"the counts are {expected}")


def test_the_board_says_which_site_and_whom_to_phone(house, folder, visitors):
    server, secretariat = house
    director = visitors.page(visitors.launch(devices=False), size=(1_366, 768))
    director.goto(server.link("director")["link"])
    until(director, "window.dienhong !== undefined", "the director's desk lives")
    # One site is waiting on its page already.
    early = visitors.page(visitors.launch(LAO_CAI), size=(1_366, 768), script=PLAYED)
    early.goto(server.link("operator", LAO_CAI.name)["link"])
    eventually(lambda: says(early.locator("#network"), "Đạt"), "the usual checks are done")
    director.locator("#tab-rehearsal").click()
    director.locator("#rehearsal-start").click()
    count(director, "0/5", "5", "0", "0")

    # It is ready, another has its microphone blocked, and one has a line that loses an eighth both ways.
    pages = {}
    blocked = 'const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);' \
        'navigator.mediaDevices.getUserMedia = (wish) => wish.audio' \
        ' ? Promise.reject(new DOMException("no", "NotAllowedError")) : open(wish);'
    for signal, loss, script in ((LAO_CAI, 0, None), (CAN_THO, 0, blocked), (HA_NOI, 0.12, None)):
        server.network.newcomers = Trouble(loss)
        page = early if signal is LAO_CAI else visitors.page(visitors.launch(signal), size=(1_366, 768), script=script)
        pages[signal.name] = page
        if page is not early:
            page.goto(server.link("operator", signal.name)["link"])
        eventually(lambda: page.locator("#returned").is_visible(), f"{signal.name} sees its own picture come back")
        page.locator("#speaker [data-act=play]").click()
        page.locator("#speaker [data-act=heard]").click()
    server.network.newcomers = Trouble()
    eventually(lambda: says(pages[LAO_CAI.name].locator(".verdict"), "Đạt cả bốn mục", "Ban Thư ký đã nhận kết quả"), "the site reads that it is ready")
    eventually(lambda: says(pages[CAN_THO.name].locator(".verdict"), "Chưa đạt: tiếng", "có thể gọi điện"), "the site reads what is amiss")
    eventually(lambda: says(pages[HA_NOI.name].locator("#network"), "Đường truyền kém"), "the site reads that its line is poor")

    # A site hears its own voice as it came back: its own pitch.
    ready = pages[LAO_CAI.name]
    ready.locator("#microphone [data-act=own]").click()
    eventually(lambda: ready.evaluate("window.heard.length > 0"), "what came back is played")
    parts = [heard(loud_pitches(numpy.array(part, dtype=numpy.float32))) for part in ready.evaluate(DECODED)]
    # Where a busy machine made up a little sound a tone has company for a moment; another site's voice would be in all of them.
    assert {LAO_CAI.name} in parts and all(LAO_CAI.name in part for part in parts if part), parts

    count(director, "1/5", "2", "1", "1")
    director.screenshot(path=folder / "rehearse-director.png")
    assert says(row(director, "can-tho"), "Micro bị chặn", "Châu Minh Đức", "0900 000 292")
    assert row(director, "can-tho").locator("a").get_attribute("href") == "tel:0900000292"
    assert says(row(director, "ha-noi"), "Mất gói", "Nguyễn Khắc Bình", "0900 000 201")
    assert says(row(director, "vieng-chan"), "Chưa vào", "Vũ Hải Đăng")
    assert says(director.locator("test-board .rest"), "1 điểm cầu khác đạt cả bốn")
    # The worst first.
    order = director.locator("test-board tbody tr").evaluate_all("rows => rows.map((row) => row.dataset.verdict)")
    assert order == ["notConnected", "notConnected", "noSound", "poorLine"], order
    director.locator("test-board [data-part=counts] [data-key=line]").click()
    eventually(lambda: director.locator("test-board tbody tr").count() == 1, "one group stands alone")
    director.locator("test-board [data-part=counts] [data-key=line]").click()

    # Nobody saw any of it: a test is no hall.
    presence = director.evaluate("window.dienhong.presence")
    assert all(not presence[name]["camera"] and not presence[name]["microphone"] for name in pages), presence

    # The same words to all that are not ready, each alone.
    director.locator("#rehearsal-message").click()
    director.locator("question-box input").fill("Kỹ thuật trung tâm sẽ gọi trong mười phút.")
    director.locator("question-box button[value=yes]").click()
    eventually(lambda: says(pages[CAN_THO.name].locator("#news"), "mười phút"), "a site that is not ready reads it")
    assert pages[LAO_CAI.name].locator("#news").is_hidden()

    for name, page in pages.items():
        page.screenshot(path=folder / f"rehearse-{name}.png")
        page.set_viewport_size({"width": 390, "height": 844})
        page.screenshot(path=folder / f"rehearse-{name}-phone.png")

    # The secretariat's board is the same.
    desk = visitors.page(visitors.launch(devices=False), language="en", size=(1_366, 768))
    desk.goto(server.link("secretariat")["link"])
    count(desk, "1/5", "2", "1", "1")
    desk.screenshot(path=folder / "rehearse-secretariat.png")
    with desk.expect_download() as download:
        desk.locator("#rehearsal-csv").click()
    lines = download.value.path().read_text("utf-8-sig").splitlines()
    assert len(lines) == 6 and any("Cần Thơ,No sound" in line and "0900 000 292" in line for line in lines), lines

    # Every report is in the journal, by the operator of its site and of no other.
    journal = server.data / "conferences" / f"{PLAN['id']}.journal"
    with sqlite3.connect(f"file:{journal}?mode=ro", uri=True) as database:
        kept = [(json.loads(by), json.loads(body)) for by, body in database.execute("SELECT by, body FROM event ORDER BY seq")]
    reports = [(by, event) for by, event in kept if event["type"] == "siteTested"]
    assert {event["site"] for _, event in reports} == set(pages), reports
    assert all(by == {"role": "operator", "site": event["site"]} for by, event in reports), reports
    # Folded, it is what was found.
    sites = secretariat.state()["rehearsal"]["sites"]
    assert sites["lao-cai"]["result"]["line"]["way"] == "udp" and sites["lao-cai"]["result"]["loudspeaker"] == "heard"
    assert sites["can-tho"]["result"]["microphone"] == "denied"
    assert max(sites["ha-noi"]["result"]["line"][way] for way in ("lossUp", "lossDown")) >= 30, sites["ha-noi"]

    # The session's opening ends the test, and its last results stay.
    secretariat.command("open")
    eventually(lambda: says(director.locator("#rehearsal-when"), "đến"), "the test session is over")
    count(director, "1/5", "2", "1", "1")
    assert not director.locator("#rehearsal-start").is_visible()
    assert secretariat.state()["rehearsal"]["ended"] is not None
    assert all(page.faults == [] for page in [director, desk, *pages.values()])


def test_a_site_without_udp_and_one_in_firefox_pass(folder, tmp_path, visitors):
    """What the director reads of a line names the way that it takes; the second engine measures as the first does."""
    server = Server({**PLAN, "id": "chay-thu-khac"}, log=folder / "rehearse-others.log")
    firefox = None
    try:
        server.start_and_wait()
        secretariat = server.enter("secretariat")
        secretariat.command("convene")
        secretariat.command("startRehearsal")
        firefox = Firefox(tmp_path)
        firefox.goto(server.link("operator", CAN_THO.name)["link"])
        page = visitors.page(visitors.launch(LAO_CAI, udp=False))
        page.goto(server.link("operator", LAO_CAI.name)["link"])

        def found(site):
            return (secretariat.state()["rehearsal"]["sites"].get(site) or {}).get("result")

        # The person's answer comes later than what the machine found, and is sent too.
        eventually(lambda: (found(LAO_CAI.name) or {}).get("loudspeaker") == "unasked", "what the machine found is there at once")
        page.locator("#speaker [data-act=play]").click()
        page.locator("#speaker [data-act=unheard]").click()
        eventually(lambda: found(LAO_CAI.name)["loudspeaker"] == "unheard", "and the person's answer")
        assert found(LAO_CAI.name)["line"]["way"] == "tcp", found(LAO_CAI.name)
        eventually(lambda: found(CAN_THO.name), "Firefox has reported")
        line = found(CAN_THO.name)["line"]
        assert line["way"] == "udp" and line["up"] > 100 and line["down"] > 100 and max(line["lossUp"], line["lossDown"]) < 30, line

        board = visitors.page(visitors.launch(devices=False), size=(1_366, 768))
        board.goto(server.link("director")["link"])
        eventually(lambda: says(row(board, LAO_CAI.name), "Không nghe thấy", "Đạt, qua TCP"), "the board names the way")
        assert page.faults == board.faults == []
    finally:
        if firefox:
            firefox.close()
        server.stop()


def test_a_hall_that_is_open_is_not_disturbed(folder, visitors):
    """Whoever opens the checks of a site whose hall is open elsewhere measures nothing, and the hall goes on."""
    server = Server({**PLAN, "id": "chay-thu-hai-noi"}, log=folder / "rehearse-twice.log")
    try:
        server.start_and_wait()
        secretariat = server.enter("secretariat")
        secretariat.command("convene")
        hall = Hall(visitors.page(visitors.launch(LAO_CAI)), LAO_CAI.name).enter(server.link("operator", LAO_CAI.name)["link"])
        until(hall.page, "window.dienhong.presence['lao-cai']?.microphone", "the hall is heard of")
        peer = hall.peer()
        secretariat.command("startRehearsal")
        other = visitors.page(visitors.launch(LAO_CAI))
        other.goto(server.link("operator", LAO_CAI.name)["link"])
        eventually(lambda: says(other.locator("#network"), "Đang mở ở cửa sổ khác", "không đo tại đây"), "the checks say that the hall is elsewhere")
        assert hall.peer() == peer and hall.page.evaluate("window.dienhong.media.state") == "connected"
        assert secretariat.state()["rehearsal"]["sites"] == {}
    finally:
        server.stop()
