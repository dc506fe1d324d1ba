"""The desk of a large conference, measured at the server: one line of JSON, or a line that says why there is none."""

import tempfile
import time
import urllib.parse
from pathlib import Path

from measuring import log, percentile, report

from support.desk import Desk, words
from support.plan import SMALL
from support.server import Server

SITES, DELEGATES, SITTINGS, ITEMS = 200, 5_000, 15, 12
SEARCHES, OPENINGS = 200, 60

FAMILIES = ["Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Phan", "Vũ", "Đặng", "Bùi", "Đỗ"]
MIDDLES = ["Văn", "Thị", "Hồng", "Minh", "Quang", "Thanh", "Ngọc"]
GIVEN = ["Trọng", "Ánh", "Bình", "Dũng", "Hạnh", "Khuê", "Vân", "Đạt", "Ổn", "Quỳnh", "Sơn"]


def site_list():
    rows = ["Tên;Cấp;Trực thuộc;Đầu mối;Điện thoại", "Trung tâm;trung tâm;;Kỹ thuật;0900000000"]
    rows += [f"Điểm cầu {number};tỉnh;Trung tâm;Kỹ thuật {number};09{number:08}" for number in range(1, SITES)]
    return "\n".join(rows)


def name(number):
    return f"{FAMILIES[number % 10]} {MIDDLES[number % 7]} {MIDDLES[number // 7 % 7]} {GIVEN[number % 11]}"


def people_list():
    rows = ["Họ tên,Chức danh,Đoàn,Điểm cầu,Vai trò,Thứ tự,Email"]
    for number in range(DELEGATES):
        site = number % (SITES - 1) + 1
        rows.append(
            f'{name(number)},"Ủy viên Ban Thường vụ; Phó Chủ tịch số {number}",Đoàn Điểm cầu {site},Điểm cầu {site},,{number + 1},dai.bieu{number}@thu.vn')
    return "\n".join(rows)


def timed(work):
    began = time.perf_counter()
    answer = work()
    return (time.perf_counter() - began) * 1_000, answer


def measure():
    folder = Path(tempfile.mkdtemp(prefix="dienhong-bench-"))
    log("files of this run:", folder)
    server = Server(SMALL, log=folder / "server.log")
    try:
        server.start_and_wait()
        desk = Desk(server, "Bàn thư ký").create("Hội nghị lớn")
        desk.take("sites", site_list())
        text = people_list()
        looked, (status, preview) = timed(lambda: desk.preview("people", text))
        assert status == 200 and preview["new"] == DELEGATES, preview.get("bad")
        # What is confirmed is read again, decided, appended and on the disk before it is answered.
        taken, _ = timed(lambda: desk.act(
            "importList", kind={"people": {}}, text=preview["text"], mark=preview["mark"], withoutBadRows=False))
        log(f"preview {looked:.0f} ms, import {taken:.0f} ms")
        for sitting in range(SITTINGS):
            desk.act("setSitting", sitting={
                "id": "", "title": words(f"Phiên {sitting}"), "kind": "plenary", "day": f"2030-03-{4 + sitting // 3:02}",
                "start": ["08:00", "13:00", "18:00"][sitting % 3], "end": ["12:00", "17:00", "21:00"][sitting % 3]}, revision=0)
        people = desk.get("/people?q=nguyen")["people"]
        for number, sitting in enumerate(desk.get()["sittings"]):
            for item in range(ITEMS):
                desk.act("setItem", item={
                    "id": "", "sitting": sitting["value"]["id"], "kind": "intervention", "title": words(f"Tham luận {item}"), "minutes": 10,
                    "speaker": people[number * ITEMS + item]["value"]["id"]}, revision=0)
        searches = []
        for number in range(SEARCHES):
            wanted = " ".join(name(number * 37 % DELEGATES).split()[:: 2 if number % 2 else 1]).lower()
            plain = urllib.parse.quote(wanted)
            milliseconds, found = timed(lambda: desk.get(f"/people?q={plain}"))
            assert found["people"], wanted
            searches.append(milliseconds)
        openings = []
        for number in range(OPENINGS):
            # Somebody changes something between two looks, so that no answer is an old one.
            sitting = desk.get()["sittings"][number % SITTINGS]
            desk.act("setSitting", sitting={**sitting["value"], "title": words(f"Phiên đổi {number}")}, revision=sitting["revision"])
            milliseconds, _ = timed(lambda: (desk.get(), desk.get("/people")))
            openings.append(milliseconds)
        server.stop()
        return {
            "import_ms": round(taken, 1), "search_ms_p95": round(percentile(searches, 0.95), 1),
            "desk_ms_p95": round(percentile(openings, 0.95), 1), "preview_ms": round(looked, 1), "sites": SITES, "delegates": DELEGATES,
        }
    finally:
        server.stop()


if __name__ == "__main__":
    report(measure)
