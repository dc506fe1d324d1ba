"""What the tests share: one server, five browsers with a conference that is open, and clean ends."""

import os
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from support import signals
from support.browsers import Browsers, Hall, until
from support.plan import SMALL
from support.server import Server
from support.waiting import PATIENCE, eventually


@pytest.fixture(scope="session")
def folder(tmp_path_factory):
    """Cameras, sounds and screenshots of this run; named to whoever wants to keep it."""
    kept = os.environ.get("DIENHONG_E2E_FOLDER")
    if kept:
        Path(kept).mkdir(parents=True, exist_ok=True)
        return Path(kept)
    return tmp_path_factory.mktemp("end-to-end")


@pytest.fixture(scope="session")
def browsers(folder):
    browsers = Browsers(folder)
    yield browsers
    browsers.close()


@pytest.fixture
def visitors(browsers):
    """Browsers for one test."""
    with browsers.closing():
        yield browsers


@pytest.fixture(scope="module")
def server(folder, request):
    """A server with the small conference, convened and open."""
    server = Server(SMALL, log=folder / f"{request.module.__name__}.log")
    try:
        server.start_and_wait()
        yield server
    finally:
        server.stop()


@pytest.fixture(scope="module")
def chair(server):
    """The chair without a browser, the conference open."""
    chair = server.enter("chair")
    chair.command("convene")
    chair.command("open")
    return chair


class Conference:
    """The halls of the central site and of three provinces, each in a browser of its own, and a console."""

    def __init__(self, server, chair, browsers):
        self.server = server
        self.chair = chair
        self.browsers = browsers
        self.halls = {}
        links = {link["site"]: link["link"] for link in server.links("operator", *(s.name for s in signals.SIGNALS[:4]))}
        for signal in signals.SIGNALS[:4]:
            page = browsers.page(browsers.launch(signal))
            self.halls[signal.name] = Hall(page, signal.name).enter(links[signal.name])
        self.console = browsers.page(browsers.launch(devices=False), language="en", size=(1440, 900))
        self.console.goto(server.link("chair")["link"])
        until(self.console, "window.dienhong?.media?.state === 'connected'", "the console is connected")
        eventually(self.all_present, "every site is seen with camera and microphone")

    @property
    def pages(self):
        return [hall.page for hall in self.halls.values()] + [self.console]

    def all_present(self):
        presence = self.console.evaluate("window.dienhong.presence")
        return all(
            presence.get(site, {}).get("camera") and presence.get(site, {}).get("microphone") for site in self.halls)

    def clear(self):
        """Nobody has the floor, nobody waits, nobody is muted."""
        state = self.chair.state()
        for holder in state["floor"]:
            self.chair.command("revoke", site=holder["site"])
        for request in state["queue"]:
            self.chair.command("withdraw", site=request["site"])
        for site in state["muted"]:
            self.chair.command("unmute", site=site)
        if state["stage"] != "speaker":
            self.chair.command("layout", layout="speaker")

    def everyone_sees(self, *sites, within=PATIENCE):
        """Every hall's stage has exactly these pictures, in this order."""
        for hall in self.halls.values():
            eventually(
                lambda: self._is(hall.colors(), list(sites)), f"{hall.site} sees {', '.join(sites)}", within)

    def everyone_hears(self, *sites, within=PATIENCE):
        """Every hall hears these and nobody else; no hall hears itself."""
        for hall in self.halls.values():
            expected = {site for site in sites if site != hall.site}
            eventually(
                lambda: self._is(hall.voices(), expected),
                f"{hall.site} hears {', '.join(sorted(expected)) or 'nobody'}", within)

    @staticmethod
    def _is(seen, expected):
        assert seen == expected, seen
        return True


@pytest.fixture(scope="module")
def conference(server, chair, browsers):
    with browsers.closing():
        conference = Conference(server, chair, browsers)
        yield conference
        faults = [fault for page in conference.pages for fault in page.faults]
    assert not faults, f"scripts failed in pages: {faults}"
