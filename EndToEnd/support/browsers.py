"""Browsers: one process for each site, with a camera and a microphone of its own."""

import contextlib
from pathlib import Path

import numpy
from playwright.sync_api import Error, sync_playwright

from support import signals
from support.waiting import PATIENCE, eventually

CHROMIUM = "/usr/bin/chromium"

#: What Playwright switches off, and the address bar's list, which is a page of its own: it takes a second of processor time for
#: each window that a test opens, while whoever follows a link has their window already. The browser heeds only the last such list.
SWITCHED_OFF = [
    "AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose", "HttpsUpgrades", "HttpsFirstBalancedModeAutoEnable",
    "LensOverlay", "MediaRouter", "PaintHolding", "ThirdPartyStoragePartitioning", "OptimizationHints", "NetworkTimeServiceQuerying",
    "AimEnabled", "PreconnectToSearch", "WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "WebUIOmniboxFullPopup",
]
PROBE = (Path(__file__).parent / "probe.js").read_text()


class Browsers:
    """Every browser of a run, closed together."""

    def __init__(self, folder):
        self.folder = Path(folder)
        self.playwright = sync_playwright().start()
        self.open_ones = []

    def launch(self, signal=None, devices=True, permitted=True, udp=True, more=()):
        """A browser process; without `devices` it has no camera and no microphone, without `udp` its network lets none through.

        `more` are more of its arguments.
        """
        arguments = [
            "--no-sandbox", "--autoplay-policy=no-user-gesture-required", f"--disable-features={','.join(SWITCHED_OFF)}", *more]
        if not udp:
            arguments.append("--webrtc-ip-handling-policy=disable_non_proxied_udp")
        if devices:
            arguments.append("--use-fake-device-for-media-stream")
            if permitted:
                arguments.append("--use-fake-ui-for-media-stream")
        if signal:
            arguments += [
                f"--use-file-for-fake-video-capture={signal.video(self.folder)}",
                f"--use-file-for-fake-audio-capture={signal.sound(self.folder)}",
            ]
        browser = self.playwright.chromium.launch(executable_path=CHROMIUM, args=arguments)
        self.open_ones.append(browser)
        return browser

    def page(self, browser, language="vi", size=(960, 540), script=None, trusting=False):
        """A page of its own profile, with the tests' eyes and ears, and its microphone left as it is.

        `script` runs before any of the page; one that is `trusting` takes certificates that nobody signed.
        """
        context = browser.new_context(
            ignore_https_errors=trusting,
            viewport={"width": size[0], "height": size[1]}, locale="vi-VN" if language == "vi" else "en-GB")
        # A machine that also builds takes its time.
        context.set_default_timeout(60_000)
        context.add_init_script(PROBE)
        # A tone is noise to a browser that cleans speech.
        context.add_init_script('localStorage.setItem("dienhong.devices", JSON.stringify({ sound: "asItIs" }))')
        if script:
            context.add_init_script(script)
        page = context.new_page()
        page.faults = []
        page.on("pageerror", lambda error: page.faults.append(str(error)))
        return page

    @contextlib.contextmanager
    def closing(self):
        """Closes at the end what was launched meanwhile: a browser that is left open goes on filming."""
        first = len(self.open_ones)
        try:
            yield self
        finally:
            for browser in self.open_ones[first:]:
                browser.close()
            del self.open_ones[first:]

    def close(self):
        for browser in self.open_ones:
            browser.close()
        self.playwright.stop()


def until(page, expression, what=None, within=PATIENCE):
    """Waits until an expression is true in the page; asked from outside, since the pages' policy allows no `eval`."""

    def holds():
        try:
            return page.evaluate(expression)
        except Error as error:
            # Between two pages there is nobody to ask.
            raise AssertionError(error.message) from None

    return eventually(holds, what or expression, within)


class Hall:
    """A site's hall in a browser."""

    def __init__(self, page, site):
        self.page = page
        self.site = site

    def enter(self, link):
        """Through the link and the checks into the hall."""
        self.page.goto(link)
        until(self.page, "window.dienhong !== undefined")
        self.page.locator("#enter").click()
        self.wait_until_live()
        return self

    def wait_until_live(self):
        self.page.wait_for_url("**/hall", wait_until="commit")
        until(self.page, "window.dienhong?.media?.state === 'connected'", f"{self.site} is connected")
        self.page.evaluate("probe.listen()")

    def click(self, selector):
        """Presses something of the bar, which comes when the mouse moves."""
        button = self.page.locator(selector)
        self.page.mouse.move(300, 300)
        self.page.mouse.move(320, 320)
        button.click()

    def colors(self):
        """Whose pictures stand on the stage, in their order."""
        return [signals.seen(color) for color in self.page.evaluate("probe.colors()")]

    def voices(self):
        """Whose pitches sound."""
        samples = numpy.array(self.page.evaluate("probe.samples()"), dtype=numpy.float32)
        return signals.heard(signals.loud_pitches(samples))

    def peer(self):
        """The server's name for the present connection."""
        return self.page.evaluate("window.dienhong.media.peer")

    def decoded(self):
        """Frames decoded on the stage: the connection that counts them, and how many since it began."""
        counted = self.page.evaluate("probe.decoded()")
        return counted["peer"], counted["frames"]

    def state(self):
        return self.page.evaluate("window.dienhong.state")
