"""The pages of a large conference, measured at the server: one line of JSON, or a line that says why there is none."""

import asyncio
import itertools
import re
import statistics
import tempfile
import time
from pathlib import Path

from measuring import log, percentile, report

from support import plan
from support.server import Server

SITES, DELEGATES, EVENTS, STREAMS = 200, 1_500, 5_000, 1_000
#: How often each page is opened, and how many events are waited for at all streams.
OPENINGS, BROADCASTS = 30, 40

#: Who opens which pages.
PAGES = {
    "chair": ["chair"], "secretariat": ["secretariat"], "director": ["director"], "operator": ["join", "hall"], "observer": ["hall"],
    "interpreter": ["interpreter"], "delegate": ["delegate"],
}


def conference():
    """Two hundred sites with seven or eight delegates each, and a programme of sixty items."""
    made = plan.numbered(SITES - 1)
    sites = [site["id"] for site in made["sites"]]
    made["delegates"] = [
        {
            "id": f"dai-bieu-{number}", "name": f"Nguyễn Văn Đại Biểu {number}",
            "title": plan.text("Ủy viên Ban Thường vụ, Phó Chủ tịch Ủy ban nhân dân tỉnh", "Member of the Standing Committee, Vice Chair"),
            "body": plan.text("Ủy ban nhân dân tỉnh", "The provincial people's committee"),
            "site": sites[number % len(sites)], "rank": number + 1,
        }
        for number in range(DELEGATES)]
    made["programme"] = [
        {
            "id": f"noi-dung-{number}", "kind": "intervention", "title": plan.text(f"Tham luận số {number}", f"Intervention {number}"),
            "speaker": f"dai-bieu-{number}", "site": sites[number % len(sites)], "minutes": 8,
        }
        for number in range(60)]
    made["channels"] = [{"id": "en", "name": plan.text("Tiếng Anh", "English")}]
    return made


class Pages:
    def __init__(self, folder):
        self.server = Server(conference(), workers=1, log=folder / "server.log")
        self.server.start_and_wait()
        self.chair = self.server.enter("chair")
        self.chair.command("convene")
        self.chair.command("open")
        links = self.server.links("operator", *(site["id"] for site in self.server.plan["sites"]))
        self.seats = [self.server.seat(link["link"]) for link in links]

    def fill(self):
        """Lets the sites ask and withdraw until the journal is as long as wanted; no site asks often."""
        seq = 0
        while seq < EVENTS:
            for type in ("ask", "withdraw"):
                for seat in self.seats:
                    seq = seat.command(type)
        return seq

    def enter(self, role):
        if role == "operator":
            return self.seats[1]
        if role == "interpreter":
            return self.server.seat(self.server.link_for(role, channel="en")["link"])
        if role == "delegate":
            return self.server.seat(self.server.link_for(role, delegate="dai-bieu-1")["link"])
        return self.server.enter(role)

    def page_times(self):
        """For each page: opening it and fetching its state, in milliseconds at 95 %; the state is another each time."""
        found = {}
        # The sites take turns, since none may ask often.
        changes = itertools.cycle((seat, type) for type in ("ask", "withdraw") for seat in self.seats[2:])
        for role, pages in PAGES.items():
            seat = self.enter(role)
            for page in pages:
                times = []
                for _ in range(OPENINGS):
                    changing, type = next(changes)
                    changing.command(type)
                    began = time.perf_counter()
                    status, _, body = seat.request("GET", f"{seat.base}{page}")
                    assert status == 200, f"{role} may not open {page}: {status}"
                    seat.state()
                    times.append((time.perf_counter() - began) * 1_000)
                found[f"{role} {page}"] = percentile(times, 0.95)
        return found

    def fold(self):
        """Milliseconds that a start needs: to read and check the journal, and to fold it."""
        said = self.server.run("verify", self.server.data)
        read, folded = re.search(r"read in ([\d.]+) ms, folded in ([\d.]+) ms", said).groups()
        return float(read), float(folded)

    async def fanout(self):
        """From a command's POST to its event at each of the streams, in milliseconds."""
        loop = asyncio.get_running_loop()
        streams = []
        for number in range(STREAMS):
            seat = self.seats[number % len(self.seats)]
            _, stream = await loop.create_connection(lambda: Stream(seat), "127.0.0.1", self.server.port)
            await asyncio.wait_for(stream.opened, 10)
            streams.append(stream)
        log(len(streams), "streams are open")
        delays = []
        for number in range(BROADCASTS):
            # Often enough to be many, and slowly enough to be a chair.
            await asyncio.sleep(0.2)
            muted = number % 2 == 0
            seen = [stream.expect("siteMuted" if muted else "siteUnmuted") for stream in streams]
            began = loop.time()
            await asyncio.to_thread(self.chair.command, "mute" if muted else "unmute", site="trung-tam")
            delays += [(at - began) * 1_000 for at in await asyncio.wait_for(asyncio.gather(*seen), 30)]
        for stream in streams:
            stream.transport.close()
        return delays

    def close(self):
        self.server.stop()


class Stream(asyncio.Protocol):
    """One event stream, looked through for the type of the next event."""

    def __init__(self, seat):
        self.seat = seat
        self.opened = asyncio.get_running_loop().create_future()
        self.seen = None
        self.wanted = b""

    def connection_made(self, transport):
        self.transport = transport
        transport.write(
            f"GET {self.seat.base}api/events HTTP/1.1\r\nHost: localhost\r\nCookie: {self.seat.cookie}\r\n\r\n".encode())

    def data_received(self, data):
        if not self.opened.done():
            if data.startswith(b"HTTP/1.1 200"):
                self.opened.set_result(None)
            else:
                self.opened.set_exception(RuntimeError(data[:80].decode(errors="replace")))
        if self.seen and self.wanted in data:
            self.seen.set_result(asyncio.get_running_loop().time())
            self.seen = None

    def expect(self, type):
        self.wanted = f'"type":"{type}"'.encode()
        self.seen = asyncio.get_running_loop().create_future()
        return self.seen


def measure():
    folder = Path(tempfile.mkdtemp(prefix="dienhong-bench-"))
    log("files of this run:", folder)
    pages = Pages(folder)
    try:
        log("filling the journal")
        entries = pages.fill()
        log("opening the pages")
        times = pages.page_times()
        for page, milliseconds in times.items():
            log(f"{page}: {milliseconds:.1f} ms")
        delays = asyncio.run(pages.fanout())
        pages.server.stop()
        read, folded = pages.fold()
        return {
            "page_ms_p95": round(max(times.values()), 1), "fold_ms": round(folded, 1), "read_ms": round(read, 1),
            "fanout_ms_p50": round(statistics.median(delays), 1), "fanout_ms_p95": round(percentile(delays, 0.95), 1),
            "sites": SITES, "delegates": DELEGATES, "events": entries, "streams": STREAMS,
        }
    finally:
        pages.close()


if __name__ == "__main__":
    report(measure)
