"""The checks before the hall: what is missing is named, with what to do, and the site gets in with what it has."""

import itertools

import pytest

from support.browsers import until
from support.plan import SMALL
from support.signals import HA_NOI
from support.waiting import eventually

pytestmark = pytest.mark.browser


sites = itertools.cycle(site["id"] for site in SMALL["sites"])


@pytest.fixture
def open_join(server, chair, browsers):
    """Opens the checks of a site in a browser of the given kind."""
    pages = []

    def open_it(language="vi", signal=None, init=None, **kind):
        page = browsers.page(browsers.launch(signal, **kind), language, size=(1_366, 768))
        if init:
            page.context.add_init_script(init)
        # Another site each time: the last one's may not have left yet, and a site is in one hall only.
        page.goto(server.link("operator", next(sites))["link"])
        until(page, "window.dienhong !== undefined", "the page lives")
        pages.append(page)
        return page

    with browsers.closing():
        yield open_it
        for page in pages:
            # Leaving the page says goodbye; a browser that is closed does not.
            page.goto("about:blank")


def row(page, name):
    return page.locator(f"check-row#{name}").inner_text()


def says(page, name, *words):
    def said():
        text = row(page, name)
        assert all(word in text for word in words), text
        return True

    eventually(said, f"the row {name} says {' … '.join(words)}", within=40)


def goes_in(page):
    """Presses the button and is in the hall, connected."""
    page.locator("#enter").click()
    page.wait_for_url("**/hall", wait_until="commit")
    until(page, "window.dienhong?.media?.state === 'connected'", "the hall is connected")
    eventually(lambda: page.faults == [], "no script failed", within=1)


def test_all_is_well(open_join, folder):
    page = open_join(signal=HA_NOI)
    says(page, "camera", "320 × 180")
    says(page, "microphone", "Đạt")
    says(page, "network", "Đạt")
    page.screenshot(path=folder / "join.png")
    goes_in(page)


@pytest.mark.parametrize("language, missing", [("vi", "Không tìm thấy"), ("en", "Not found")])
def test_no_camera_and_no_microphone(open_join, folder, language, missing):
    page = open_join(language=language, devices=False)
    says(page, "camera", missing)
    says(page, "microphone", missing)
    says(page, "network", "Đạt" if language == "vi" else "Passed")
    page.screenshot(path=folder / f"join-no-devices-{language}.png")
    goes_in(page)


def test_permission_denied(open_join, folder):
    # Headless Chromium denies what nobody has allowed.
    page = open_join(language="en", permitted=False)
    says(page, "camera", "Blocked by the browser")
    page.screenshot(path=folder / "join-denied.png")
    goes_in(page)


def test_a_camera_that_another_program_uses(open_join, folder):
    busy = """
        const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
        navigator.mediaDevices.getUserMedia = (wish) =>
          wish.video ? Promise.reject(new DOMException("in use", "NotReadableError")) : open(wish);
    """
    page = open_join(language="en", signal=HA_NOI, init=busy)
    says(page, "camera", "In use by another program")
    goes_in(page)


def test_a_page_that_is_not_secure_has_no_devices_and_says_why(open_join):
    # What a browser gives a page that came over plain HTTP from another machine.
    page = open_join(language="en", devices=False, init='Object.defineProperty(Navigator.prototype, "mediaDevices", { value: undefined });')
    says(page, "camera", "Connection not secure", "https")
    goes_in(page)


def test_a_network_that_lets_no_media_through(open_join, folder, server):
    # The server's addresses lead nowhere: what a network that blocks UDP, and all TCP but the page's own, looks like.
    blocked = """
        const set = RTCPeerConnection.prototype.setRemoteDescription;
        RTCPeerConnection.prototype.setRemoteDescription = function ({ type, sdp }) {
          return set.call(this, { type, sdp: sdp.replace(/^(a=candidate:\\S+ 1 \\w+ \\d+) \\S+ \\d+/gm, "$1 203.0.113.9 9") });
        };
    """
    page = open_join(language="en", signal=HA_NOI, init=blocked)
    says(page, "network", "UDP blocked", f":{server.media_port}")
    page.screenshot(path=folder / "join-blocked.png")
    assert page.locator("#enter").is_enabled()


def test_the_question_that_nobody_answers_does_not_keep_the_site_out(open_join):
    silent = "navigator.mediaDevices.getUserMedia = () => new Promise(() => {});"
    page = open_join(signal=HA_NOI, init=silent)
    goes_in(page)
