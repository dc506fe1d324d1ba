"""A country's follow-up: 20,000 assignments with 200,000 reports. What the board, an agency's own list, and a report with its confirmation take at the
server, over HTTP, everything durable. The last line is the summary in JSON."""

import csv
import io
import json
import sys
import tempfile
import time
import uuid
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "EndToEnd"))

from measuring import log, percentile, report
from support.plan import SMALL
from support.server import Seat, Server

ASSIGNMENTS, REPORTS_OF_EACH = 20_000, 10
#: How often each thing is asked for.
LOOKS, REPORTS, SECRETARIES = 40, 120, 12


class FollowUp:
    def __init__(self, folder):
        self.server = Server(SMALL, log=folder / "server.log")
        log("inventing", ASSIGNMENTS, "assignments")
        began = time.perf_counter()
        said = self.server.run(
            "follow-up", "invent", "--data", self.server.data, "--assignments", ASSIGNMENTS, "--reports-of-each", REPORTS_OF_EACH, timeout=500)
        log(said.strip(), f"in {time.perf_counter() - began:.0f} s")
        began = time.perf_counter()
        self.server.start()
        while not self.server.is_ready():
            time.sleep(0.05)
            assert time.perf_counter() - began < 120, "the server did not start"
        self.start_s = time.perf_counter() - began
        log(f"the server reads, checks and folds all of it and answers after {self.start_s:.1f} s")
        text = self.server.run(
            "follow-up", "links", "--data", self.server.data, *["--secretariat"], *(word for n in range(1, 41) for word in ("--agency", f"co-quan-{n}")),
            "--all-provinces", "--url", self.server.address)
        rows = list(csv.DictReader(io.StringIO(text)))
        self.agencies = [Seat(self.server, row["link"]) for row in rows if row["role"] == "agency"]
        # Several secretaries, since none may ask often.
        self.secretaries = [Seat(self.server, row["link"]) for row in rows if row["role"] == "secretariat"]
        for _ in range(SECRETARIES - 1):
            text = self.server.run("follow-up", "links", "--data", self.server.data, "--secretariat", "--url", self.server.address)
            self.secretaries.append(Seat(self.server, next(csv.DictReader(io.StringIO(text)))["link"]))

    def get(self, seat, path):
        """Milliseconds until the whole answer is there, and the answer."""
        began = time.perf_counter()
        status, _, body = seat.request("GET", f"{seat.base}api/follow-up/{path}")
        took = (time.perf_counter() - began) * 1_000
        assert status == 200, f"{path}: {status} {body[:200]}"
        return took, body

    def tell(self, seat, type, **fields):
        body = json.dumps({"id": str(uuid.uuid4()), "type": type, **fields})
        began = time.perf_counter()
        status, _, text = seat.request("POST", f"{seat.base}api/follow-up/commands", body)
        took = (time.perf_counter() - began) * 1_000
        assert status == 200, f"{type}: {status} {text}"
        return took, json.loads(text)["made"]

    def boards(self):
        """Each grouping in turn, something having changed before each."""
        times = []
        for look in range(LOOKS):
            self.tell(self.secretaries[look % SECRETARIES], "recordConclusions", conclusions=[{"text": f"Kết luận {look}"}])
            grouping = ["province", "agency", "pillar", "conference"][look % 4]
            took, _ = self.get(self.secretaries[0], f"board?by={grouping}")
            times.append(took)
        return times

    def mine(self):
        return [self.get(seat, "mine")[0] for seat in self.agencies[:LOOKS]]

    def reports(self):
        """A report is sent and confirmed; both count."""
        times = []
        for number in range(REPORTS):
            agency = self.agencies[number % len(self.agencies)]
            mine = json.loads(self.get(agency, "mine")[1])
            row = next(row for row in mine["led"] if row["status"] in ("inTerm", "overdue", "dueSoon", "returned") and not row.get("waiting"))
            took, made = self.tell(agency, "report", report={"assignment": row["id"], "percent": 99, "text": "Gần xong"})
            times.append(took)
            times.append(self.tell(self.secretaries[number % SECRETARIES], "accept", report=made[0])[0])
        return times


def measure():
    folder = Path(tempfile.mkdtemp(prefix="dienhong-bench-"))
    log("files of this run:", folder)
    followup = FollowUp(folder)
    try:
        boards, mine, reports = followup.boards(), followup.mine(), followup.reports()
        totals = json.loads(followup.get(followup.secretaries[0], "board")[1])["totals"]
        log(totals)
        review = followup.get(followup.secretaries[0], "review?by=agency")[0]
        return {
            "board_ms_p95": round(percentile(boards, 0.95), 1), "mine_ms_p95": round(percentile(mine, 0.95), 1),
            "report_ms_p95": round(percentile(reports, 0.95), 1), "review_ms": round(review, 1), "start_s": round(followup.start_s, 1),
            "assignments": totals["total"], "reports": ASSIGNMENTS * REPORTS_OF_EACH,
        }
    finally:
        followup.server.stop()


if __name__ == "__main__":
    report(measure)
