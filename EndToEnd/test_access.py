"""Nobody is kept out: every page can be read by all, and a conference is led and attended with the keyboard alone."""

import uuid

import pytest

from support.access import findings, speaks, tab_to
from support.browsers import until
from support.plan import SMALL, text
from support.server import Server
from support.waiting import eventually

pytestmark = pytest.mark.browser

CENTRE, HA_NOI, LAO_CAI, CAN_THO = "trung-tam", "ha-noi", "lao-cai", "can-tho"

PLAN = {
    **SMALL,
    "sites": [{**site, "contact": {"name": "Lê Văn Trực", "phone": "0900 000 000"}} for site in SMALL["sites"]],
    "programme": [
        *SMALL["programme"],
        {"id": "thao-luan", "kind": "discussion", "title": text("Thảo luận", "Discussion"), "speaker": None, "site": None, "minutes": 20},
        {"id": "noi-dung-kin", "kind": "discussion", "title": text("Nội dung kín", "Closed item"), "speaker": None, "site": None,
         "minutes": 20, "admits": [CENTRE, LAO_CAI]},
    ],
    "channels": [{"id": "en", "name": text("Tiếng Anh", "English")}],
    "quorum": {"unit": "site", "percent": 50},
}


@pytest.fixture(scope="module")
def browser(browsers):
    with browsers.closing():
        yield browsers.launch()


class Room:
    """A server of its own, the chair's seat without a browser, and pages in one browser."""

    def __init__(self, folder, browsers, browser):
        self.server = Server(PLAN, log=folder / "access.log")
        self.browsers = browsers
        self.browser = browser
        self.pages = {}

    def open(self):
        self.server.start_and_wait()
        self.chair = self.server.enter("chair")
        return self

    def page(self, name, link, size=(1366, 768)):
        """Follows a link; the page that it leads to lives."""
        page = self.browsers.page(self.browser, language="vi", size=size)
        page.goto(link["link"])
        until(page, "window.dienhong !== undefined", f"{name} lives")
        self.pages[name] = page
        return page

    def state(self):
        return self.chair.state()

    def close(self):
        for page in self.pages.values():
            page.context.close()
        self.server.stop()


@pytest.fixture
def room(folder, browsers, browser):
    room = Room(folder, browsers, browser)
    try:
        yield room.open()
        assert not (faults := [fault for page in room.pages.values() for fault in page.faults]), faults
    finally:
        room.close()


class Hand:
    """Somebody at a keyboard who looks at the page before each key."""

    def __init__(self, room, page):
        self.room = room
        self.page = page

    def sees_what_happened(self):
        happened = self.room.state()["seq"]
        until(self.page, f"window.dienhong.state.seq >= {happened}", "the page shows what has happened")

    def press(self, *keys):
        """Keys that mean something on the whole page; Enter does so where no control has the focus."""
        self.sees_what_happened()
        if "Enter" in keys:
            until(self.page, "document.activeElement === document.body", "nothing has the focus")
        self.type(*keys)

    def type(self, *keys):
        self.page.bring_to_front()
        for key in keys:
            self.page.keyboard.press(key)

    def push(self, selector):
        """Goes to a button by Tab, and presses it."""
        self.sees_what_happened()
        self.page.bring_to_front()
        tab_to(self.page, selector)
        self.page.keyboard.press("Enter")

    def answers(self, *keys):
        """Keys for the dialog that stands open."""
        until(self.page, "document.querySelector('dialog[open]')?.contains(document.activeElement)", "a dialog asks")
        self.type(*keys)
        until(self.page, "!document.querySelector('dialog[open]')", "the dialog is gone")


def test_a_conference_is_led_and_attended_with_the_keyboard_alone(room):
    def comes(what, condition):
        eventually(lambda: condition(room.state()), what)

    def floor(*sites):
        return lambda state: [holder["site"] for holder in state["floor"]] == list(sites)

    def queue(*sites):
        return lambda state: [request["site"] for request in state["queue"]] == list(sites)

    chair = Hand(room, room.page("chair", room.server.link("chair")))
    chair.push("[data-phase=convene]")
    comes("the conference is convened", lambda state: state["phase"] == "convened")

    # The hall: through the checks, and in.
    hall = Hand(room, room.page("join", room.server.link("operator", HA_NOI)))
    hall.push("#enter")
    hall.page.wait_for_url("**/hall", wait_until="commit")
    until(hall.page, "window.dienhong?.media?.state === 'connected'", "the hall is connected")

    chair.push("[data-phase=open]")
    comes("the conference is open", lambda state: state["phase"] == "open")
    chair.press("n")
    comes("the first item is under way", lambda state: state["item"] == "khai-mac")
    chair.press("Enter")
    comes("the first speaker of the programme has the floor", floor(CENTRE))
    allotted = room.state()["floor"][0]["allotted"]
    chair.press("+")
    comes("there is a minute more", lambda state: state["floor"][0]["allotted"] == allotted + 60)
    chair.press("Delete")
    comes("the floor is free", floor())

    hall.push("[data-act=ask]")
    comes("the hall waits", queue(HA_NOI))
    hall.push("[data-act=withdraw]")
    comes("the hall thought better of it", queue())
    hall.push("[data-act=ask]")
    comes("the hall waits again", queue(HA_NOI))
    # The programme's next speaker stands before it.
    chair.press("ArrowDown", "Enter")
    comes("the hall has the floor", floor(HA_NOI))

    objector = room.server.enter("operator", CAN_THO)
    objector.command("ask", kind="pointOfOrder")
    chair.press("Enter")
    comes("the point of order is heard", floor(CAN_THO))
    assert [holder["site"] for holder in room.state()["interrupted"]] == [HA_NOI]
    chair.press("Delete")
    comes("whoever was interrupted goes on", floor(HA_NOI))
    hall.push("[data-act=yield]")
    comes("the hall gave the floor back", floor())

    chair.press("r")
    chair.answers("Escape")
    assert room.state()["phase"] == "open", "a question that was dismissed did something"
    chair.press("r")
    chair.answers("Enter")
    comes("there is a recess", lambda state: state["phase"] == "recess" and state["until"])
    chair.press("r")
    comes("the conference goes on", lambda state: state["phase"] == "open")
    chair.press("n")
    comes("the next item is under way", lambda state: state["item"] == "tham-luan")

    chair.press("v")
    until(chair.page, "document.activeElement.matches('vote-form input')", "the title has the focus")
    chair.page.keyboard.type("Thông qua")
    chair.answers("Enter")
    comes("a vote is open", lambda state: state["vote"] and state["vote"]["title"] == "Thông qua")
    chair.press("v")
    chair.answers("Enter")
    comes("the vote is closed", lambda state: state["vote"] is None and len(state["votes"]) == 1)

    # A site is found by its name, and written to from its sheet.
    chair.press("/")
    chair.page.keyboard.type("can tho")
    chair.type("Enter")
    until(chair.page, "document.activeElement.closest('site-wall') !== null", "the tile has the focus")
    chair.type("Enter")
    until(chair.page, "document.querySelector('site-sheet dialog[open]') !== null", "the sheet is open")
    tab_to(chair.page, "site-sheet [data-act=message]")
    chair.type("Enter")
    until(chair.page, "document.activeElement.matches('question-box input')", "the message is asked for")
    chair.page.keyboard.type("Mời điểm cầu chuẩn bị")
    chair.answers("Enter")
    eventually(lambda: "Mời điểm cầu chuẩn bị" in objector.request("GET", f"{objector.base}api/messages")[2], "the site has the message")

    # A closed item is meant, or it does not begin; what happens in it also reaches a page that came late.
    chair.press("n")
    comes("the discussion is under way", lambda state: state["item"] == "thao-luan")
    chair.press("n")
    chair.answers("Enter")
    assert room.state()["item"] == "thao-luan"
    chair.press("n")
    chair.answers("Shift+Tab", "Enter")
    comes("the closed item is under way", lambda state: state["item"] == "noi-dung-kin")
    room.server.enter("operator", LAO_CAI).command("ask")
    chair.page.reload()
    until(chair.page, "window.dienhong?.state.queue.length === 1", "the console knows who asked in the closed item")
    chair.press("Enter")
    comes("the one who asked has the floor", floor(LAO_CAI))
    until(chair.page, "window.dienhong.state.floor.length === 1", "the console shows it")
    allotted = room.state()["floor"][0]["allotted"]
    chair.press("+")
    comes("there is a minute more", lambda state: state["floor"][0]["allotted"] == allotted + 60)
    until(chair.page, f"window.dienhong.state.floor[0].allotted === {allotted + 60}", "the console added it once")

    chair.push("[data-phase=close]")
    # What cannot be taken back begins on the button that does nothing.
    chair.answers("Shift+Tab", "Enter")
    comes("the conference is closed", lambda state: state["phase"] == "closed")


def test_no_page_keeps_anybody_out(room):
    server, chair, pages = room.server, room.chair, room.pages
    live = ["chair", "director", "secretariat", "interpreter", "delegate", "hall", "join"]
    found = {}

    def look(moment, *names, part=None):
        for name in names:
            if name in live:
                happened = chair.state()["seq"]
                until(pages[name], f"window.dienhong.state.seq >= {happened}", f"{name} shows what has happened")
        for name, wrong in zip(names, findings([pages[name] for name in names], part)):
            if wrong:
                found[f"{name}, {moment}"] = wrong

    def click(name, selector):
        pages[name].locator(selector).first.evaluate("(button) => button.click()")

    chair.command("convene")
    room.page("join", server.link("operator", HA_NOI))
    hall = room.page("hall", server.link("operator", LAO_CAI))
    hall.locator("#enter").click()
    hall.wait_for_url("**/hall", wait_until="commit")
    until(hall, "window.dienhong?.media?.state === 'connected'", "the hall is connected")
    look("before the opening", "join", "hall")

    chair.command("open")
    chair.command("startItem", item="tham-luan")
    chair.grant(LAO_CAI)
    chair.command("ask", site=HA_NOI)
    chair.command("ask", site=CAN_THO, kind="pointOfOrder")
    chair.command("message", to="all", text="Đề nghị giữ trật tự")
    chair.command("message", to={"site": LAO_CAI}, text="Mời chuẩn bị")
    for name in ("chair", "director", "secretariat"):
        room.page(name, server.link(name))
    room.page("interpreter", server.link_for("interpreter", channel="en"))
    room.page("delegate", server.link_for("delegate", delegate="dai-bieu"), size=(390, 844))
    look("a speech", "chair", "director", "secretariat", "interpreter", "delegate", "hall")

    # The other language, and the other light where a page does not choose its own.
    for name in live:
        speaks(pages[name], "en")
        pages[name].emulate_media(color_scheme="dark")
    chair.grant(CAN_THO)
    vote = str(uuid.uuid4())
    chair.command("openVote", vote=vote, title="Adopt", options=["Yes", "No"], unit="site", isSecret=False)
    look("a vote during a point of order", "chair", "secretariat", "delegate", "hall", "join")
    for name in live:
        size = pages[name].viewport_size
        pages[name].set_viewport_size({"width": 390, "height": 844})
        if (width := pages[name].evaluate("document.documentElement.scrollWidth")) > 390:
            found[f"{name}, on a phone"] = [f"{width} pixels wide"]
        pages[name].set_viewport_size(size)

    # What opens beside a page or before it.
    for act in ("ballot", "roll", "messages", "papers", "channel"):
        click("hall", f"[data-act={act}]")
        look(act, "hall", part="aside.panel")
    click("hall", "#panel-close")
    tabs = {name: pages[name].locator("[role=tab]").evaluate_all("(tabs) => tabs.map(({ id }) => id)")[1:] for name in ("director", "secretariat")}
    for step in range(max(map(len, tabs.values()))):
        shown = {name: ids[step] for name, ids in tabs.items() if step < len(ids)}
        for name, tab in shown.items():
            click(name, f"#{tab}")
        look(", ".join(shown.values()), *shown, part="[role=tabpanel]:not([hidden])")
    click("chair", f"site-wall [data-key={HA_NOI}] [data-part=button]")
    look("a site's sheet", "chair", part="site-sheet")
    click("chair", "site-sheet [data-act=close]")
    click("chair", "[data-do=help]")
    look("the keys", "chair", part="#help")
    pages["chair"].keyboard.press("Escape")
    chair.command("closeVote", vote=vote)
    until(pages["chair"], "document.querySelector('#vote').checkVisibility()", "a vote can be opened")
    click("chair", "#vote")
    look("a new vote", "chair", part="vote-form")
    pages["chair"].keyboard.press("Escape")

    chair.command("startItem", item="noi-dung-kin")
    look("a closed item", "delegate")
    chair.command("recess", minutes=10)
    look("a recess", "hall")
    chair.command("close")
    look("the end", "chair", "hall")

    link = server.link("chair")
    server.revoke(link)
    for name, address in (("a link that is over", link["link"]), ("the conferences", server.address)):
        pages[name] = room.browsers.page(room.browser)
        pages[name].goto(address)
        look("light", name)
    assert not found, "\n".join(f"{where}: {what}" for where, each in found.items() for what in each)
