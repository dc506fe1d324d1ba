"""A text is read; its nine tasks are assigned, reported, sent back and confirmed; one falls due; and the review says just that."""

import contextlib
import datetime
import json
import os
import pathlib
import re
import sqlite3

import pytest

from support.access import findings
from support.browsers import until
from support.mail import MailServer
from support.plan import SMALL
from support.server import Server
from support.waiting import eventually

pytestmark = pytest.mark.browser

QUANG_TRI, DIEN_BIEN = "44-2025-07-01", "11"
MINISTRY = {"id": "bo-ngoai-giao", "name": {"vi": "Bộ Ngoại giao", "en": "Ministry of Foreign Affairs"}, "kind": "central"}
#: A text of our own in the genre; the nine tasks that it sets are conclusions once they are accepted.
TEXT = (pathlib.Path(__file__).parent / "texts/border-conference.txt").read_text(encoding="utf-8")
TITLE = "Hội nghị toàn quốc về đối ngoại biên giới lần thứ nhất"
#: Each task with the words that a secretary types to find its lead, and in how many days it is due.
TASKS = [
    ("trình đề án nâng cấp cửa khẩu thành cửa khẩu quốc tế", "tỉnh quảng trị", 20),
    ("tổ chức hội nghị xúc tiến đầu tư vùng biên giới", "tỉnh quảng trị", 90),
    ("lập danh mục đối tác kết nghĩa chưa có chương trình", "tỉnh quảng trị", 60),
    ("bố trí cán bộ đối ngoại chuyên trách", "tinh dien bien", 90),
    ("ký thỏa thuận hợp tác giữa các huyện đối diện", "Điện Biên", 30),
    ("tổng kết năm năm công tác ngoại giao kinh tế", "Bộ Ngoại giao", 120),
    ("tổng hợp nhu cầu lao động chất lượng cao", "bo ngoai giao", 200),
    ("phổ biến kết luận đến cấp xã", "Bộ Ngoại giao", None),
    ("cử đầu mối liên lạc với Ban Thư ký", "tỉnh quảng trị", 10),
]
#: After this many days the first task of Quảng Trị and the second of Điện Biên are overdue; the last is done.
LATER = 35


@pytest.fixture
def place(folder, browsers):
    server = Server(SMALL, log=folder / "followup.log")
    try:
        server.start_and_wait()
        with browsers.closing():
            yield server, browsers, browsers.launch(devices=False)
    finally:
        server.stop()


def visit(browsers, browser, link, size=(1440, 900)):
    page = browsers.page(browser, size=size)
    page.goto(link)
    ready(page)
    return page


def ready(page):
    until(page, "document.documentElement.dataset.ready === 'true'", "the page is drawn")


def go(page, name):
    page.goto(page.url.rsplit("/s/", 1)[0] + "/s/" + page.url.split("/s/")[1].split("/")[0] + "/" + name)
    ready(page)


def fill(page, **fields):
    for name, value in fields.items():
        control = page.locator(f"#field-{name}")
        if control.evaluate("element => element.localName") == "select":
            control.select_option(value)
        else:
            control.fill(value)


def send(page):
    """Sends the form at the side, which closes when all went well."""
    page.locator("#side .primary").click()
    page.wait_for_selector("#side", state="hidden")


def api(page, path):
    return json.loads(page.evaluate(
        "path => fetch(document.documentElement.dataset.base + 'api/follow-up/' + path).then((response) => response.text())", path))


def test_nine_tasks_from_the_text_to_the_review(place):
    server, browsers, browser = place
    tell(server, "addAgencies", agencies=[MINISTRY])
    links = server.follow_up_links(QUANG_TRI, DIEN_BIEN)
    secretary = visit(browsers, browser, links[None])
    today = datetime.date.fromisoformat(api(secretary, "tables")["today"])

    read_and_accept(secretary)
    assign(secretary, today)
    quang_tri, dien_bien = visit(browsers, browser, links[QUANG_TRI]), visit(browsers, browser, links[DIEN_BIEN], size=(390, 844))
    report(quang_tri, TASKS[8][0], 100, "Đã cử đầu mối", file=True)
    report(quang_tri, TASKS[2][0], 60, "Đã rà soát 17 thỏa thuận", link="https://example.vn/danh-muc")
    report(dien_bien, TASKS[4][0], 100, "Đã ký", link="https://example.vn/thoa-thuan", agreements="204")
    confirm(secretary)

    # What was sent back stands first in its list, with the reason, and can be reported again.
    go(quang_tri, "mine")
    first = quang_tri.locator(".tasks > li").first
    assert "danh mục thiếu hai đối tác" in first.inner_text() and "Trả lại" in first.inner_text()

    faults = [fault for page in (secretary, quang_tri, dien_bien) for fault in page.faults]
    assert not faults, faults
    addresses = {page: page.url for page in (secretary, quang_tri)}

    server.stop()
    server.options = ["--days-ahead", str(LATER)]
    server.start_and_wait()
    for page, url in addresses.items():
        page.goto(url)
        ready(page)
    fallen_due(secretary, quang_tri)
    review(secretary)
    assert "ok" in server.run("verify", server.data / "follow-up.journal")


def tell(server, type, **fields):
    """As the machine's operator: what nobody types into a page."""
    import uuid

    file = server.folder / "commands.jsonl"
    file.write_text(json.dumps({"id": str(uuid.uuid4()), "type": type, **fields}))
    server.run("follow-up", "tell", "--data", server.data, file)


def read_and_accept(page):
    """The text is pasted; its tasks and the figure of agreements are accepted and kept, nothing else."""
    go(page, "read")
    page.locator("#text").fill(TEXT)
    page.get_by_role("button", name="Đọc", exact=True).click()
    page.locator(".kinds button", has_text="Nhiệm vụ").click()
    page.get_by_role("button", name="Nhận 9 mục còn lại").click()
    page.locator(".kinds button", has_text="Số liệu").click()
    page.locator(".proposals li", has_text="189 thỏa thuận").get_by_role("button", name="Nhận", exact=True).click()
    page.get_by_role("button", name="Ghi 10 mục đã nhận").click()
    assert page.locator("#field-document").input_value() == TITLE
    assert page.locator("#field-day").input_value() == "2026-11-16"
    fill(page, conference=SMALL["id"])
    send(page)


def assign(page, today):
    """What the text asked for stands as nobody's, word by word with its source, until each is given to its lead."""
    go(page, "conclusions")
    eventually(lambda: page.locator("[data-conclusion]").count() == len(TASKS), "nine conclusions that are nobody's")
    for kept, (task, _, _) in zip(api(page, "desk")["conclusions"], TASKS):
        assert kept["text"].rstrip(".") == task and kept["source"] == {"document": TITLE, "words": kept["text"]}
    for number, (task, lead, days) in enumerate(TASKS, 1):
        page.locator(f'[data-conclusion="{number}"]').get_by_role("button", name="Giao", exact=True).click()
        fill(page, lead=lead)
        if days is None:
            fill(page, deadline="continuous")
        else:
            fill(page, due=(today + datetime.timedelta(days)).isoformat())
        page.get_by_label("Đối ngoại Đảng" if number % 2 else "Ngoại giao Nhà nước").check()
        send(page)
        eventually(lambda: page.locator("[data-conclusion]").count() == len(TASKS) - number, f"task {number} is assigned")
    totals = api(page, "board")["totals"]
    assert (totals["total"], totals["open"], totals["done"]) == (9, 9, 0)


def report(page, task, percent, words, file=False, link=None, agreements=None):
    go(page, "mine")
    page.locator(".tasks > li", has_text=task).get_by_role("button", name=re.compile("^Báo cáo")).click()
    fill(page, text=words, percent=str(percent))
    if file:
        page.locator("#side input[type=file]").set_input_files(
            files=[{"name": "Công văn 214.txt", "mimeType": "text/plain", "buffer": "Cử bà Nguyễn Thị An".encode()}])
        page.locator("#side .files li", has_text="Công văn 214.txt").wait_for()
    if link:
        page.locator("#side input[type=url]").fill(link)
        page.get_by_role("button", name="Thêm liên kết").click()
    if agreements:
        page.get_by_role("button", name="Thêm số liệu").click()
        page.locator("#side .figure").get_by_label("Giá trị").fill(agreements)
    send(page)
    eventually(lambda: "Chờ xem xét" in page.locator(".tasks > li", has_text=task).inner_text(), "the report waits for the secretariat")


def confirm(page):
    """Two are confirmed, one is sent back; the file is what was sent."""
    go(page, "conclusions")
    reports = page.locator("[data-report]")
    assert reports.count() == 3
    page.locator("[data-report]", has_text=TASKS[8][0]).locator("a.text").click()
    ready(page)
    with page.expect_download() as started:
        page.get_by_role("link", name="Công văn 214.txt").click()
    assert started.value.path().read_text() == "Cử bà Nguyễn Thị An"
    page.get_by_role("button", name="Xác nhận").click()
    eventually(lambda: page.locator("article.one").get_attribute("data-status") == "doneOnTime", "the task is done")
    go(page, "conclusions")
    page.locator("[data-report]", has_text=TASKS[2][0]).get_by_role("button", name="Trả lại").click()
    fill(page, reason="danh mục thiếu hai đối tác phía Lào")
    send(page)
    page.locator("[data-report]", has_text=TASKS[4][0]).get_by_role("button", name="Xác nhận").click()
    eventually(lambda: page.locator("[data-report]").count() == 0, "no report waits")


def fallen_due(secretary, quang_tri):
    go(secretary, "board")
    assert secretary.locator('.tile[data-code="44"]').get_attribute("data-state") == "overdue"
    assert secretary.locator('.tile[data-code="44"] span').first.inner_text() == "1/4"
    assert secretary.locator('.tile[data-code="11"]').get_attribute("data-state") == "open"
    overdue = secretary.locator("section.late").first
    assert TASKS[0][0] in overdue.inner_text() and "Quá 15 ngày" in overdue.inner_text()
    go(quang_tri, "mine")
    assert quang_tri.locator(".tasks > li").first.get_attribute("data-status") == "overdue"
    go(quang_tri, "reminders")
    assert TASKS[0][0] in quang_tri.locator(f'.reminders [data-agency="{QUANG_TRI}"]').inner_text()


def review(page):
    """The numbers of the page, of the spreadsheet, and of this script are the same."""
    go(page, "review?by=province")
    expected = {QUANG_TRI: [4, 1, 0, 1, 0, 1, 1, 0, 0], DIEN_BIEN: [2, 1, 0, 1, 0, 0, 0, 0, 0], "": [3, 0, 0, 3, 0, 0, 0, 0, 0]}
    seen = {
        row.get_attribute("data-group"): [int(cell) for cell in row.locator("td").all_inner_texts()]
        for row in page.locator(".review .wide tbody tr").all()}
    assert seen == expected
    assert "9 = 2 xong (2 đúng hạn + 0 quá hạn) + 7 đang làm (5 trong hạn + 0 sắp đến hạn + 1 trả lại + 1 quá hạn) + 0 dừng, chuyển" in page.locator(".sum").inner_text()
    sheet = page.evaluate("fetch(document.documentElement.dataset.base + 'api/follow-up/review.csv?by=province').then((response) => response.text())")
    assert len(sheet.strip().split("\r\n")) == 1 + 9 and all(task in sheet for task, _, _ in TASKS)
    # The figure of the text, and what a province has reported since.
    then, now = page.locator(".then-now tbody tr").locator("td").all_inner_texts()
    assert then.startswith("189 ") and TITLE in then and now.startswith("204 ")
    for by in ("pillar", "agency", "conference"):
        go(page, f"review?by={by}")
        assert sum(int(row.locator("td").first.inner_text()) for row in page.locator(".review .wide tbody tr").all()) == 9


def test_a_reminder_comes_by_mail_once(folder):
    """A mail server of the test's own takes what is due tomorrow; it is sent on one day once, also after a restart."""
    with MailServer() as mails:
        now = datetime.datetime.now(datetime.timezone(datetime.timedelta(hours=7)))
        # Reminders go out from seven in the morning on: a calendar at night is moved on to the morning of the same day.
        ahead = max(0, 7.5 - now.hour) / 24 if now.hour < 7 else 0
        server = Server(SMALL, log=folder / "mail.log")
        server.start_and_wait()
        try:
            due = (now.date() + datetime.timedelta(1)).isoformat()
            tell(server, "setMails", agency=DIEN_BIEN, mails=["van-thu@example.vn"])
            tell(server, "assign", assignments=[{"text": "Bố trí cán bộ", "lead": DIEN_BIEN, "deadline": due}])
            server.options = ["--smtp", f"smtp+plain://127.0.0.1:{mails.port}", "--mail-from", "nhac@example.vn", "--days-ahead", str(ahead)]
            for _ in range(2):
                server.stop()
                server.start_and_wait()
                [(to, mail)] = eventually(lambda: mails.taken, "the reminder is sent, and no other")
                # A server that is stopped before it has noted what it sent would rather send it twice than never.
                eventually(lambda: reminders(server) == 1, "it is noted that the reminder was sent")
            assert to == ["van-thu@example.vn"] and "Bố trí cán bộ" in mail.get_content()
        finally:
            server.stop()


def reminders(server):
    """How often the journal says that reminders went out."""
    with contextlib.closing(sqlite3.connect(f"file:{server.data / 'follow-up.journal'}?mode=ro", uri=True)) as journal:
        return journal.execute("SELECT count(*) FROM event WHERE body LIKE '%\"reminded\"%'").fetchone()[0]


def test_pages_move_when_others_do_something(place):
    """The desk shows a report that comes, and the province what became of it, without a hand; nothing moves under one that writes."""
    server, browsers, browser = place
    links = server.follow_up_links(QUANG_TRI)
    secretary, province = visit(browsers, browser, links[None]), visit(browsers, browser, links[QUANG_TRI])
    go(secretary, "conclusions")
    go(province, "mine")
    tell(server, "assign", assignments=[{"text": TASKS[2][0], "lead": QUANG_TRI, "deadline": "none"}])
    eventually(lambda: province.locator(".tasks > li", has_text=TASKS[2][0]).count() == 1, "what is assigned shows by itself")
    secretary.get_by_role("button", name="Thêm kết luận").click()
    secretary.locator("#field-text").fill("một kết luận đang viết dở")
    report(province, TASKS[2][0], 40, "Đang rà soát")
    assert secretary.locator("#field-text").input_value() == "một kết luận đang viết dở"
    secretary.get_by_role("button", name="Đóng").click()
    eventually(lambda: secretary.locator("[data-report]").count() == 1, "the report shows when the form is closed")
    secretary.get_by_role("button", name="Xác nhận").click()
    eventually(lambda: "40" in province.locator(".tasks > li", has_text=TASKS[2][0]).inner_text() and "Chờ" not in
               province.locator(".tasks > li", has_text=TASKS[2][0]).inner_text(), "the province sees that it was confirmed")
    assert not secretary.faults and not province.faults


def test_every_page_is_for_everybody_and_fits_a_phone(place):
    """Nothing that axe finds, on a desk and on a phone, with something on every page; and nothing wider than the phone."""
    server, browsers, browser = place
    due = datetime.date.today() - datetime.timedelta(3)
    tell(server, "recordConclusions", conclusions=[{"text": TASKS[0][0], "number": "1", "source": {"document": "Thông báo 12"}}])
    tell(server, "recordLessons", lessons=[{"text": "bám sát đường lối", "number": "1", "source": {"document": "Thông báo 12"}}])
    tell(server, "assign", assignments=[{"text": TASKS[2][0], "lead": QUANG_TRI, "deadline": due.isoformat(), "pillars": ["doi-ngoai-dang"]}])
    tell(server, "observe", figures=[{"name": "Thị trường", "unit": "thị trường", "figure": {"value": value, "qualifier": "exactly", "asOf": "2026-09-20"}}
                                     for value in ("230", "224")])
    shots = os.environ.get("DIENHONG_E2E_FOLDER")
    for size in ((1366, 768), (390, 844)):
        links = server.follow_up_links(QUANG_TRI)
        secretary, province = visit(browsers, browser, links[None], size=size), visit(browsers, browser, links[QUANG_TRI], size=size)
        for page, names in ((secretary, ["board", "conclusions", "read", "figures", "review", "reminders", "agencies", "assignments/1"]), (province, ["mine"])):
            for name in names:
                go(page, name)
                if shots:
                    page.screenshot(path=pathlib.Path(shots) / f"followup-{name.split('/')[0]}-{size[0]}.png")
                [found] = findings([page])
                assert not found, f"{name} at {size}: {found}"
                assert page.evaluate("document.documentElement.scrollWidth") <= size[0], f"{name} is wider than {size[0]}"
