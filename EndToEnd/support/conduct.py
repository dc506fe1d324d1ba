"""A conference of sixty-three sites that a script conducts, and what the script knows of it: who spoke when."""

import csv
import subprocess
import time

from support import signals
from support.browsers import Hall, until
from support.plan import site, text
from support.server import BINARY, ROOT, Server
from support.waiting import eventually

CENTRE, HA_NOI, LAO_CAI = (signal.name for signal in (signals.CENTRE, signals.HA_NOI, signals.LAO_CAI))

#: The central hall and two provinces have browsers; sixty more are simulated.
SIMULATED = [f"tinh-{number:02}" for number in range(1, 61)]


def person(id, name, site, rank):
    return {
        "id": id, "name": name, "title": text("Trưởng đoàn", "Head of delegation"), "body": text("Tỉnh", "Province"),
        "site": site, "rank": rank, "delegation": f"doan-{site}",
    }


def item(id, kind, title, site=None, speaker=None, **rest):
    return {"id": id, "kind": kind, "title": text(title, title), "speaker": speaker, "site": site, "minutes": 10, **rest}


PLAN = {
    "id": "dieu-hanh",
    "title": text("Hội nghị toàn quốc", "A national conference"),
    "host": text("Ban tổ chức", "The organisers"),
    "theme": None,
    "day": "2026-12-14",
    "sites": [
        site(CENTRE, "Điểm cầu trung tâm", "Central hall", "centre"),
        site(HA_NOI, "Hà Nội", "Hà Nội", province="01"),
        site(LAO_CAI, "Lào Cai", "Lào Cai", province="10"),
        # A few names, so that few cards have to be drawn.
        *(site(name, f"Tỉnh {number % 3 + 1}", f"Province {number % 3 + 1}") for number, name in enumerate(SIMULATED)),
    ],
    "delegations": [
        {"id": f"doan-{name}", "name": text(f"Đoàn {name}", f"Delegation of {name}"), "site": name, "minutes": 20}
        for name in (CENTRE, HA_NOI, LAO_CAI)],
    "delegates": [
        person("an", "Nguyễn Thị An", CENTRE, 1), person("binh", "Trần Văn Bình", HA_NOI, 2),
        person("chi", "Lê Mai Chi", HA_NOI, 3), person("dung", "Phạm Tiến Dũng", LAO_CAI, 4),
    ],
    "programme": [
        item("khai-mac", "opening", "Khai mạc", CENTRE, "an"),
        item("bao-cao", "report", "Báo cáo", HA_NOI, "binh"),
        item("thao-luan", "discussion", "Thảo luận"),
        item("noi-dung-kin", "discussion", "Nội dung kín", admits=[CENTRE, LAO_CAI]),
        item("ket-luan", "conclusion", "Kết luận", CENTRE, "an"),
        item("be-mac", "closing", "Bế mạc", CENTRE),
    ],
    "channels": [{"id": "en", "name": text("Tiếng Anh", "English")}],
    "quorum": {"unit": "site", "percent": 50},
}


def timed(act):
    """Does it, and says between which two moments it happened."""
    before = time.monotonic()
    act()
    return before, time.monotonic()


class Turn:
    """What the script knows of one turn: how long it was at least and at most."""

    def __init__(self, site, began):
        self.site = site
        self.least = self.most = 0.0
        self.began = began

    def stop(self, moment):
        self.least += moment[0] - self.began[1]
        self.most += moment[1] - self.began[0]

    def resume(self, moment):
        self.began = moment

    def agrees(self, seconds):
        """Whether whole seconds are this turn's, cut off at the second."""
        return int(self.least) <= seconds <= int(self.most)


class Stage:
    """The server, three halls in browsers, the sixty others, a console, and the chair's own hand."""

    def __init__(self, folder, browsers):
        self.folder = folder
        self.browsers = browsers
        self.server = Server(PLAN, workers=2, log=folder / "conduct.log")
        self.sites = None
        self.halls = {}
        #: The turns of the script, in their order.
        self.turns = []

    def open(self):
        self.server.start_and_wait()
        self.chair = self.server.enter("chair")
        self.chair.command("convene")
        self.start_sites()
        links = {link["site"]: link["link"] for link in self.server.links("operator", CENTRE, HA_NOI, LAO_CAI)}
        for signal in (signals.CENTRE, signals.HA_NOI, signals.LAO_CAI):
            page = self.browsers.page(self.browsers.launch(signal), language="en", size=(1366, 768))
            self.halls[signal.name] = Hall(page, signal.name).enter(links[signal.name])
        self.console = self.browsers.page(self.browsers.open_ones[-1], language="en", size=(1440, 900))
        self.console.goto(self.server.link("chair")["link"])
        until(self.console, "window.dienhong?.media?.state === 'connected'", "the console is connected")
        eventually(lambda: len(self.present()) == len(PLAN["sites"]), "all sixty-three sites are present", within=120)

    def start_sites(self):
        links = self.folder / "conduct-links.csv"
        made = self.server.links("operator", *SIMULATED)
        with links.open("w", newline="") as file:
            writer = csv.DictWriter(file, made[0].keys(), lineterminator="\n")
            writer.writeheader()
            writer.writerows(made)
        self.sites = subprocess.Popen(
            [BINARY, "sites", "--links", links, "--cards", ROOT / ".build/cards", "--ask-every", "0"],
            cwd=ROOT, stdin=subprocess.DEVNULL, stdout=(self.folder / "conduct-sites.log").open("w"), stderr=subprocess.STDOUT)

    def present(self):
        return [name for name, stay in self.chair.state()["attendance"].items() if stay["present"]]

    def turn(self, site, act) -> Turn:
        """Gives `site` the floor by `act`."""
        turn = Turn(site, timed(act))
        self.turns.append(turn)
        return turn

    def grant(self, site, seconds=300) -> Turn:
        return self.turn(site, lambda: self.chair.command("grant", site=site, seconds=seconds))

    def grant_by_key(self, site) -> Turn:
        """The chair's key gives the floor to the first of the queue, which is `site`."""

        def act():
            self.press("Enter")
            eventually(lambda: self.floor() == [site], f"the key gave the floor to {site}")

        return self.turn(site, act)

    def revoke(self, turn):
        turn.stop(timed(lambda: self.chair.command("revoke", site=turn.site)))

    def stage_of(self, hall):
        """The sites that stand on a hall's stage, as the server filled its slots."""
        return self.halls[hall].page.evaluate("window.dienhong.slots.video.map(({ site }) => site)")

    def everyone_is_shown(self, *sites):
        for hall in self.halls:
            eventually(lambda: self.stage_of(hall) == list(sites), f"{hall} is shown {', '.join(sites)}")
            self.frames_go_on(hall)

    def received(self, hall):
        """Packets of sound and pictures that a hall received in all its slots."""
        return self.halls[hall].page.evaluate(
            "window.dienhong.media.statistics()"
            ".then(({ audio, video }) => [...audio, ...video].reduce((sum, slot) => sum + slot.packets, 0))")

    def frames_go_on(self, hall, count=5):
        before = self.halls[hall].decoded()[1]
        eventually(lambda: self.halls[hall].decoded()[1] > before + count, f"{hall} goes on seeing")

    def press(self, key):
        """The chair's own key, pressed by somebody who sees what has happened: a key does what is possible then."""
        happened = self.state()["seq"]
        until(self.console, f"window.dienhong.state.seq >= {happened}", "the console shows what has happened")
        self.console.bring_to_front()
        self.console.keyboard.press(key)

    def state(self):
        return self.chair.state()

    def floor(self):
        return [holder["site"] for holder in self.state()["floor"]]

    def close(self):
        if self.sites:
            self.sites.terminate()
            self.sites.wait(20)
        self.server.stop()
