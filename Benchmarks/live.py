"""A live conference on this machine, measured: one line of JSON, or a line that says why there is none."""

import argparse
import contextlib
import csv
import json
import os
import statistics
import subprocess
import tempfile
import time
from pathlib import Path

from measuring import ROOT, log, percentile, report

from support import plan, signals
from support.browsers import Browsers, Hall, until
from support.server import BINARY, Server
from support.waiting import eventually

#: Simulated sites that are tried for the floor, and how far apart the colours of those that take it are: more than one drifts.
SPEAKERS = 12
APART = 50
GRANTS = 30
LOOPBACK = (Path(__file__).parent / "loopback.js").read_text()
OPENINGS = 9
MEDIA_KILLS = 3
CPU_SECONDS = 20


def card_color(name):
    """The colour of a simulated site's card, which follows from its name as in `CardDesign`."""
    mark = 0xCBF2_9CE4_8422_2325
    for byte in name.encode():
        mark = (mark ^ byte) * 0x100_0000_01B3 % 2**64
    positions = ((mark % 360 / 60 + shift) % 6 for shift in (0, 4, 2))
    return tuple(int(30 + 110 * max(0, min(1, abs(position - 3) - 1))) for position in positions)


class Live:
    """A server, simulated sites, and the central hall with two more in browsers."""

    halls_with_browsers = [signals.CENTRE, signals.HA_NOI, signals.CAN_THO]

    def __init__(self, count, folder):
        self.count = count
        self.folder = folder
        self.simulated = [f"tinh-{number:02}" for number in range(1, count + 1)]
        conference = plan.numbered(count)
        conference["sites"] += [
            plan.site(signal.name, signal.name, signal.name, "ministry") for signal in self.halls_with_browsers[1:]]
        self.server = Server(conference, workers=0, log=folder / "server.log")
        self.sites = None
        self.halls = {}
        self.browsers = Browsers(folder)
        try:
            self.server.start_and_wait()
            self.chair = self.server.enter("chair")
            self.chair.command("convene")
            self.chair.command("open")
        except BaseException:
            self.close()
            raise

    # Everyone comes in.

    def start_sites(self):
        links = self.folder / "links.csv"
        made = self.server.links("operator", *self.simulated)
        with links.open("w", newline="") as file:
            writer = csv.DictWriter(file, made[0].keys(), lineterminator="\n")
            writer.writeheader()
            writer.writerows(made)
        self.sites = subprocess.Popen(
            [BINARY, "sites", "--links", links, "--cards", ROOT / ".build/cards", "--ask-every", "0"],
            cwd=ROOT, stdin=subprocess.DEVNULL, stdout=(self.folder / "sites.log").open("w"), stderr=subprocess.STDOUT)

    def open_halls(self):
        links = {link["site"]: link["link"] for link in self.server.links("operator", *(s.name for s in self.halls_with_browsers))}
        for signal in self.halls_with_browsers:
            page = self.browsers.page(self.browsers.launch(signal))
            self.halls[signal.name] = Hall(page, signal.name).enter(links[signal.name])

    def everyone_is_here(self):
        if self.sites.poll() is not None:
            raise RuntimeError(f"the simulated sites ended: {(self.folder / 'sites.log').read_text()[-500:]}")
        presence = self.halls[signals.CENTRE.name].page.evaluate("window.dienhong.presence")
        here = [site for site, now in presence.items() if now["connected"]]
        assert len(here) == self.count + len(self.halls), f"{len(here)} sites are here"
        return True

    def wait_for_everyone(self, within):
        eventually(self.everyone_is_here, "every site is connected", within, every=0.2)

    # What is measured.

    def first_frames(self):
        """From the navigation to an observer's link, in a profile that knows nothing, to the first picture.

        Each beside the least that such a browser takes at that moment: an empty page that sends a picture to itself.
        """
        delays, least = [], []
        for _ in range(OPENINGS):
            page = self.browsers.page(self.browsers.open_ones[0])
            page.goto("about:blank")
            page.reload()
            least.append(page.evaluate(LOOPBACK))
            page.context.close()
            link = self.server.link("observer")["link"]
            page = self.browsers.page(self.browsers.open_ones[0])
            page.goto(link, wait_until="commit")
            delay = until(
                page, "performance.getEntriesByName('dienhong:picture')[0]?.duration", "an observer sees the stage")
            delays.append(delay)
            page.context.close()
        return delays, least

    def clock_offsets(self):
        """What to add to each page's clock to have this program's, in milliseconds."""
        offsets = {}
        for site, hall in self.halls.items():
            best = None
            for _ in range(5):
                before = time.time() * 1_000
                there = hall.page.evaluate("probe.now()")
                after = time.time() * 1_000
                if best is None or after - before < best[0]:
                    best = (after - before, (before + after) / 2 - there)
            offsets[site] = best[1]
        return offsets

    def give_floor(self, site):
        if [holder["site"] for holder in self.chair.state()["floor"]] != [site]:
            self.chair.grant(site)

    def stage_is(self, color):
        """A card's average drifts a little while it is refined, so the nearest of the speakers' counts."""
        for hall in self.halls.values():
            seen = hall.page.evaluate("probe.colors()")
            assert len(seen) == 1 and seen[0], f"{hall.site}: {seen}"
            nearest = min(self.colors.values(), key=lambda other: signals.distance(seen[0], other))
            assert nearest == color and signals.distance(seen[0], color) < APART, f"{hall.site}: {seen}"
        return True

    def speakers(self):
        """Some of the simulated sites whose cards cannot be taken for one another, and their colours."""
        apart = {}
        for site in self.simulated[::max(1, self.count // SPEAKERS)][:SPEAKERS]:
            color = card_color(f"Tỉnh {int(site.removeprefix('tinh-'))}")
            if all(signals.distance(color, other) >= APART for other in apart.values()):
                apart[site] = color
        return apart

    def switches(self, colors, warm):
        """From each grant's POST to the first frame of the new speaker in the last of the halls."""
        delays = []
        now, *others = list(colors)
        self.give_floor(now)
        eventually(lambda: self.stage_is(colors[now]), f"{now} is on the stage")
        for number in range(GRANTS):
            site = others.pop(0)
            others.append(now)
            if warm:
                self.chair.command("ask", site=site)
                # The chair reads who it is; meanwhile the camera of the first in the queue is woken.
                eventually(lambda: self.presence(site).get("camera"), f"the camera of {site} is awake")
            for hall in self.halls.values():
                hall.page.evaluate("probe.record()")
            eventually(lambda: all(hall.page.evaluate("probe.frames(0).length > 2") for hall in self.halls.values()), "frames come")
            offsets = self.clock_offsets()
            began = time.time() * 1_000
            self.chair.grant(site)
            eventually(lambda: self.stage_is(colors[site]), f"{site} is on every stage")
            delays.append(max(self.first_frame_of(colors[site], colors[now], hall, began, offsets[hall.site])
                              for hall in self.halls.values()))
            now = site
        return delays

    def presence(self, site):
        return self.halls[signals.CENTRE.name].page.evaluate(f"window.dienhong.presence[{json.dumps(site)}] ?? {{}}")

    def first_frame_of(self, color, before, hall, began, offset):
        def found():
            frames = hall.page.evaluate(f"probe.frames({began - offset})")
            return next((at for at, *seen in frames if signals.distance(seen, color) < signals.distance(seen, before)), None)

        return eventually(found, f"{hall.site} showed the new speaker") + offset - began

    def control_back(self):
        """From the kill to a command that is accepted again."""
        began = time.monotonic()
        self.server.kill_control()
        self.server.start()

        def accepted():
            with contextlib.suppress(OSError):
                status, _ = self.chair.try_command("extend", site=self.speaker, seconds=30)
                return status == 200
            return False

        eventually(accepted, "a command is accepted", every=0.02)
        return (time.monotonic() - began) * 1_000

    def media_back(self):
        """From the kill to the first new frame, for each hall with a browser."""
        offsets = self.clock_offsets()
        for hall in self.halls.values():
            hall.page.evaluate("probe.record()")
        eventually(lambda: all(hall.page.evaluate("probe.frames(0).length > 2") for hall in self.halls.values()), "frames come")
        began = time.time() * 1_000
        self.server.kill_media()

        def back(hall):
            times = [at for at, *_ in hall.page.evaluate(f"probe.frames({began - offsets[hall.site]})")]
            # What was under way when the process died is still shown; then nothing; then the first new one.
            return next((later for earlier, later in zip([began - offsets[hall.site], *times], times) if later - earlier > 250), None)

        return [
            eventually(lambda: back(hall), f"{hall.site} sees again", within=60) + offsets[hall.site] - began
            for hall in self.halls.values()]

    def load(self):
        """Cores that both server processes kept busy, and what they hold in memory, with everyone connected."""
        processes = [self.server.control.pid, self.server.media_process()]
        before, began = sum(map(cpu_seconds, processes)), time.monotonic()
        time.sleep(CPU_SECONDS)
        self.wait_for_everyone(5)
        cores = (sum(map(cpu_seconds, processes)) - before) / (time.monotonic() - began)
        return cores, sum(map(resident_bytes, processes)) / 1_000_000

    def close(self):
        """Ends everything that was started, whatever happens to the rest."""
        with contextlib.ExitStack() as ends:
            ends.callback(self.server.stop)
            if self.sites:
                ends.callback(self.sites.wait)
                ends.callback(self.sites.kill)
            ends.callback(self.browsers.close)


def cpu_seconds(process):
    fields = Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def resident_bytes(process):
    for line in Path(f"/proc/{process}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) * 1_024
    raise RuntimeError(f"process {process} has no memory")


def measure(count):
    folder = Path(tempfile.mkdtemp(prefix="dienhong-bench-"))
    log("files of this run:", folder)
    live = Live(count, folder)
    try:
        live.start_sites()
        live.open_halls()
        log("the halls are open; waiting for", count, "simulated sites")
        live.wait_for_everyone(within=300)
        colors = live.colors = live.speakers()
        assert len(colors) >= 3, f"only {len(colors)} cards can be told apart"
        live.speaker = list(colors)[-1]
        live.give_floor(live.speaker)
        log("everyone is here; measuring the load for", CPU_SECONDS, "s")
        cores, megabytes = live.load()
        log("opening", OPENINGS, "links")
        opened, least = live.first_frames()
        log("granting", GRANTS, "times to the first of the queue, then to whoever did not ask")
        warm = live.switches(colors, warm=True)
        cold = live.switches(colors, warm=False)
        live.give_floor(live.speaker)
        log("killing the control process")
        control = live.control_back()
        live.wait_for_everyone(within=60)
        media = []
        for _ in range(MEDIA_KILLS):
            log("killing the media process")
            media += live.media_back()
            live.wait_for_everyone(within=60)
        return {
            "first_frame_ms_p50": round(percentile(opened, 0.5)), "first_frame_ms_p95": round(percentile(opened, 0.95)),
            "bare_first_frame_ms_p50": round(percentile(least, 0.5)),
            "switch_ms_p50": round(percentile(warm, 0.5)), "switch_ms_p95": round(percentile(warm, 0.95)),
            "switch_unasked_ms_p50": round(percentile(cold, 0.5)), "switch_unasked_ms_p95": round(percentile(cold, 0.95)),
            "control_back_ms": round(control),
            "media_back_ms_p50": round(statistics.median(media)), "media_back_ms_max": round(max(media)),
            "cpu_cores": round(cores, 3), "rss_mb": round(megabytes, 1), "sites": count,
        }
    finally:
        live.close()


def main():
    parser = argparse.ArgumentParser(prog="bin/bench live", description=__doc__)
    parser.add_argument("--sites", type=int, default=63, help="simulated sites (default 63)")
    options = parser.parse_args()
    report(lambda: measure(options.sites))


if __name__ == "__main__":
    main()
