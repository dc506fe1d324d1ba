"""A conference from nothing to its invitations: lists, five days, two secretaries, versions, answers, calendars."""

import datetime
import io
import shutil
import uuid
from pathlib import Path
from urllib.parse import quote, urlencode

import icalendar
import pytest
import zxingcpp
from PIL import Image

from support.access import findings
from support.browsers import until
from support.desk import Desk, words
from support.mail import PASSWORD, USER, MailServer
from support.paper import letter
from support.paper import paper as pdf
from support.paper import picture
from support.plan import SMALL
from support.server import Server
from support.waiting import eventually

#: Sixty-two provinces and cities beside the centre make sixty-three delegations.
PROVINCES = [f"Tỉnh {number:02}" for number in range(1, 63)]
FAMILIES = ["Nguyễn", "Trần", "Lê", "Phạm", "Hoàng"]
GIVEN = ["Trọng", "Ánh", "Bình", "Dũng", "Hạnh", "Khuê", "Vân"]


def next_monday():
    today = datetime.date.today()
    return today + datetime.timedelta(days=28 - today.weekday())


def site_list():
    rows = ["Tên;Cấp;Trực thuộc;Đường truyền;Đầu mối;Điện thoại;Sức chứa", "Hội trường trung tâm;trung tâm;;hai chiều;Lê Kỹ;0900000000;300"]
    rows += [f"{name};tỉnh;Hội trường trung tâm;hai chiều;Kỹ thuật {name};09{number:08};40" for number, name in enumerate(PROVINCES)]
    return "\n".join(rows)


def people_list():
    """Six people in each of sixty-three delegations; two of one name; and rows that cannot be used."""
    rows = ["Họ tên,Chức danh,Đoàn,Điểm cầu,Vai trò,Thứ tự"]
    for place, delegation in enumerate(["Trung ương", *PROVINCES]):
        site = "Hội trường trung tâm" if place == 0 else delegation
        for number in range(6):
            name = f"{FAMILIES[(place + number) % 5]} Thị {GIVEN[(place * 3 + number) % 7]}"
            rows.append(f'{name},"Ủy viên; Giám đốc Sở số {number}",Đoàn {delegation},{site},{"trưởng đoàn" if number == 0 else ""},{number + 1}')
    rows += ["Nguyễn Phú Trọng,Chuyên viên,Đoàn Tỉnh 01,,,", ",Không tên,Đoàn Tỉnh 01,,,", "=HYPERLINK(1),x,Đoàn Tỉnh 01,,,", "Lê Văn Xa,x,Đoàn Tỉnh 01,Sao Hỏa,,"]
    return "\n".join(rows)


@pytest.fixture(scope="module")
def server(folder):
    server = Server(SMALL, log=folder / "convene.log")
    try:
        server.start_and_wait()
        yield server
    finally:
        server.stop()


@pytest.fixture(scope="module")
def desk(server):
    """Sixty-three sites and delegations, and a programme of five days with parallel sittings."""
    desk = Desk(server, "Nguyễn Lan").create("Hội nghị toàn quốc")
    desk.take("sites", site_list())
    preview = desk.take("people", people_list())
    assert [row["problems"] for row in preview["rows"] if row["action"] == "bad"] == [
        ["Thiếu tên"], ["Ô có công thức của bảng tính"], ["Không có điểm cầu này"]]
    monday = next_monday()
    state = desk.get()
    provinces = [site["value"]["id"] for site in state["sites"] if site["value"]["level"] == "province"]
    for day in range(5):
        date = (monday + datetime.timedelta(days=day)).isoformat()
        halves = [(f"Ngày {day + 1} toàn thể", "08:00", "11:30", None)]
        halves += [(f"Ngày {day + 1} chuyên đề {letter}", "14:00", "17:00", sites) for letter, sites in (("a", provinces[:31]), ("b", provinces[31:]))]
        for title, start, end, sites in halves:
            desk.act("setSitting", sitting={
                "id": "", "title": words(title), "kind": "thematic" if sites else "plenary", "day": date, "start": start, "end": end,
                **({"sites": sites} if sites else {})}, revision=0)
    for number, sitting in enumerate(desk.get()["sittings"]):
        for item in range(4):
            desk.act("setItem", item={
                "id": "", "sitting": sitting["value"]["id"], "kind": "discussion", "title": words(f"Nội dung {number}.{item}"), "minutes": 40}, revision=0)
    return desk


def test_a_list_of_sixty_three_delegations_becomes_people_who_are_found_without_marks(desk):
    state = desk.get()
    assert len(state["delegations"]) == 63 and len(state["sites"]) == 63 and state["people"] == 63 * 6 + 1
    assert len(state["sittings"]) == 15 and state["clashes"] == []
    found = desk.get("/people?q=nguyen%20phu%20trong")["people"]
    assert [person["value"]["name"] for person in found] == ["Nguyễn Phú Trọng"]


@pytest.mark.parametrize(("bytes_", "code"), [
    (b"PK\x03\x04 a spreadsheet that calls itself CSV", "spreadsheetFile"), ("Họ tên\nLê Văn Ba".encode("utf-16"), "notUTF8"),
    (b"H\xf4 t\xean\nL\xea", "notUTF8"), (b"\x00\x01\x02", "binaryFile"), ("Cột lạ\nLê Văn Ba".encode(), "noHeader")])
def test_what_is_no_list_is_told_and_nothing_is_taken(desk, bytes_, code):
    before = desk.get()["seq"]
    status, answer = desk.preview("people", bytes_)
    assert (status, answer["code"]) == (422, code) and answer["message"]
    assert desk.get()["seq"] == before


def test_a_huge_upload_is_refused_before_it_is_read(desk):
    connection = desk.server.connection(10)
    connection.putrequest("POST", f"{desk.base}/preview?kind=people")
    connection.putheader("Cookie", f"desk={desk.cookie}")
    connection.putheader("Content-Length", str(2 * 1024**3))
    connection.endheaders()
    assert connection.getresponse().status == 413
    connection.close()


def test_nobody_prepares_without_a_pass(server, desk):
    status, _ = server.get(f"{desk.base}")
    assert status == 401


def open_desk(page, server, desk, link):
    page.goto(link)
    page.goto(f"{server.address}/prepare/{desk.preparation}")
    page.wait_for_selector("html[data-ready]", state="attached")


@pytest.mark.browser
def test_two_secretaries_edit_one_item_and_the_second_sees_what_changed(visitors, server, desk):
    first = visitors.page(visitors.launch(devices=False), size=(1440, 900))
    second = visitors.page(visitors.launch(devices=False), size=(1440, 900))
    open_desk(first, server, desk, desk.link)
    open_desk(second, server, desk, Desk(server, "Trần Minh").link)
    for page in (first, second):
        page.click(".items .what >> nth=0")
        page.wait_for_selector("dialog.record[open]")
    first.fill("#record-title-vi", "Khai mạc trọng thể")
    first.click("dialog .primary")
    first.wait_for_selector("dialog.record[open]", state="detached")
    second.fill("#record-minutes", "50")
    second.click("dialog .primary")
    second.wait_for_selector(".theirs")
    assert "Khai mạc trọng thể" in second.inner_text(".theirs")
    second.click(".theirs button")
    second.click("dialog .primary")
    second.wait_for_selector("dialog.record[open]", state="detached")
    item = desk.get()["sittings"][0]["items"][0]["value"]
    assert (item["title"]["vi"], item["minutes"]) == ("Khai mạc trọng thể", 50)
    # The keyboard moves an item, and the times follow.
    first.focus(".items .grip >> nth=0")
    first.keyboard.press("Alt+ArrowDown")
    until(first, "document.querySelectorAll('.items .title')[1].textContent === 'Khai mạc trọng thể'")
    assert first.inner_text(".items .when >> nth=1") == "08:40"


def seat(server, desk, sitting, role):
    status, made = desk.request("POST", f"{desk.base}/links", {"sitting": sitting["value"]["id"], "role": role})
    assert status == 201, made
    return server.seat(server.address + made["path"])


def test_a_published_programme_opens_at_the_pages_that_were_there(server, desk):
    desk.act("publish", note="Lần đầu")
    state = desk.get()
    assert {sitting["conference"]["phase"] for sitting in state["sittings"]} == {"convened"}
    chair = seat(server, desk, state["sittings"][0], "chair")
    chair.command("open")
    assert chair.state()["phase"] == "open"
    assert [item["title"]["vi"] for item in chair.state()["conference"]["programme"]][1] == "Khai mạc trọng thể"


@pytest.mark.browser
def test_an_invitation_on_a_telephone_is_answered_and_names_a_substitute(visitors, server, desk):
    [person] = desk.get("/people?q=nguyen%20phu%20trong")["people"]
    desk.act("invite", invitees=[f"delegate:{person['value']['id']}", "site:tinh-01"])
    path = next(row["path"] for row in desk.get("/invitations") if row["invitee"].startswith("delegate:"))
    page = visitors.page(visitors.launch(devices=False), size=(390, 844))
    page.goto(server.address + path)
    page.wait_for_selector("html[data-ready]", state="attached")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.click("#accept")
    page.wait_for_selector("#answered:not([hidden])")
    page.click("#again")
    page.click("#substituting summary")
    page.fill("#substitute-name", "Lê Văn Thay")
    page.click("#substitute button")
    until(page, "document.querySelector('#answered').textContent.includes('Lê Văn Thay')")
    assert desk.get()["answers"]["substituted"] == 1


@pytest.mark.browser
def test_a_camera_reads_the_code_of_an_invitation(visitors, server, desk):
    path = next(row["path"] for row in desk.get("/invitations") if row["invitee"].startswith("delegate:"))
    page = visitors.page(visitors.launch(devices=False), size=(390, 844))
    page.goto(server.address + path)
    page.wait_for_selector("html[data-ready]", state="attached")
    code = page.locator("img[src$='code.svg']")
    until(page, "[...document.images].every((image) => image.complete && image.naturalWidth)")
    picture = Image.open(io.BytesIO(code.screenshot()))
    assert [found.text for found in zxingcpp.read_barcodes(picture)] == [server.address + path]


def bring(desk, item, name, data, paper="", title=""):
    query = urlencode({"id": uuid.uuid4(), "item": item, "paper": paper, "title": title, "name": name}, quote_via=quote)
    return desk.request("POST", f"{desk.base}/papers?{query}", raw=data)


@pytest.mark.browser
def test_papers_are_brought_read_by_the_invited_and_shown_in_the_sitting(visitors, server, desk, folder):
    sitting = desk.get()["sittings"][0]
    item = sitting["items"][0]["value"]["id"]
    for name, data, code in (("ban-do.pdf", b"MZ\x90\x00", "paperLies"), ("chay.exe", b"MZ\x90\x00", "paperNotTaken"), ("hong.pdf", b"%PDF-1.7 x", "notADocument")):
        status, answer = bring(desk, item, name, data)
        assert (status, answer["code"]) == (422, code) and answer["message"]
    file = folder / "Báo cáo trung tâm.pdf"
    file.write_bytes(pdf("Trang mot", "Trang hai"))
    page = visitors.page(visitors.launch(devices=False), size=(1440, 900))
    open_desk(page, server, desk, Desk(server, "Phạm Hoa").link)
    page.click("button.papers >> nth=0")
    page.set_input_files("#papers > paper-list > label input", str(file))
    page.wait_for_selector("#papers .paper-rows li")
    assert "2 trang" in page.inner_text("#papers .paper-rows li")

    path = next(row["path"] for row in desk.get("/invitations") if row["invitee"].startswith("delegate:"))
    reader = visitors.page(visitors.launch(devices=False), size=(390, 844))
    reader.goto(server.address + path)
    with reader.expect_download() as download:
        reader.click("a.paper")
    assert Path(download.value.path()).read_bytes() == file.read_bytes()
    assert download.value.suggested_filename == file.name
    [paper] = desk.get()["sittings"][0]["items"][0]["papers"]
    assert paper["opened"] == 1
    page.click("text=Đã mở: 1")
    page.wait_for_selector(".readers li")
    rows = page.inner_text(".readers")
    assert "Nguyễn Phú Trọng" in rows and "đã mở bản 1" in rows and "chưa mở" in rows

    # The sitting, which is open already, has it among its documents, and can show its pages.
    chair = seat(server, desk, sitting, "chair")
    [shown] = eventually(lambda: chair.state()["documents"], "the paper comes to the sitting")
    assert (shown["name"], shown["pages"]) == ("Báo cáo trung tâm", 2)
    # A second version is new to whoever read the first.
    assert bring(desk, item, "bao-cao.pdf", pdf("Mot", "Hai", "Ba"), paper["value"]["id"])[0] == 201
    eventually(lambda: [one["pages"] for one in chair.state()["documents"]] == [2, 3], "the second version comes to the sitting")
    reader.reload()
    until(reader, "document.querySelector('a.paper').textContent.includes('bản mới')")


def test_pictures_and_office_files_are_shown_as_pages_where_that_can_be(server, desk):
    sitting = desk.get()["sittings"][0]
    chair = seat(server, desk, sitting, "chair")
    item = sitting["items"][2]["value"]["id"]
    has_office = shutil.which("soffice") is not None
    for name, data, is_shown in (("so-do.png", picture(), True), ("bao-cao.docx", letter("Báo cáo của Bộ"), has_office)):
        assert bring(desk, item, name, data, title=name)[0] == 201
        if is_shown:
            [shown] = eventually(lambda: [one for one in chair.state()["documents"] if one["name"] == name], f"{name} is among the documents")
            assert shown["pages"] == 1
            status, _, page = chair.request("GET", f"{chair.base}api/documents/{shown['id']}/pages/1", raw=True)
            assert status == 200 and page.startswith(b"\xff\xd8\xff")
    papers = {paper["value"]["title"]: paper["value"]["id"] for paper in desk.get()["sittings"][0]["items"][2]["papers"]}
    status, _ = desk.request("GET", f"{desk.base}/papers/{papers['bao-cao.docx']}/1")
    assert status == 200


@pytest.mark.browser
@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_page_of_the_desk_can_be_read_by_all(visitors, server, desk, language):
    invitation = next(row["path"] for row in desk.get("/invitations") if row["invitee"].startswith("delegate:"))
    base = f"/prepare/{desk.preparation}"
    page = visitors.page(visitors.launch(devices=False), language=language, size=(1366, 768))
    page.goto(Desk(server, f"Lê Mai {language}").link)
    for path in ("/prepare", base, f"{base}#invitations", f"{base}#texts", f"{base}#calendar", invitation):
        page.goto(server.address + path)
        page.wait_for_selector("html[data-ready]", state="attached")
        assert findings([page]) == [[]], path
    for what in ("programme", "run-sheet", "invitations"):
        page.goto(f"{server.address}{base}/print/{what}")
        page.wait_for_selector("html[data-ready]", state="attached")
        assert findings([page]) == [[]], what
    page.goto(server.address + base)
    page.wait_for_selector("html[data-ready]", state="attached")
    for opener, dialog in (("button.papers >> nth=0", "#papers"), (".items .what >> nth=0", "dialog.record[open]")):
        page.click(opener)
        page.wait_for_selector(f"{dialog}[open]" if dialog.startswith("#") else dialog)
        assert findings([page]) == [[]], dialog
        page.keyboard.press("Escape")


def test_a_text_that_was_not_reached_counts_as_submitted_in_writing(server, desk):
    sitting = desk.get()["sittings"][0]
    texts = {}
    delegations = {row["value"]["name"]["vi"]: row["value"]["id"] for row in desk.get()["delegations"]}
    for name in ("Đoàn Tỉnh 01", "Đoàn Tỉnh 02"):
        desk.act("submitIntervention", intervention={
            "id": "", "delegation": delegations[name], "title": f"Tham luận {name}", "text": "Kính thưa Hội nghị", "stage": "submitted"}, revision=0)
        row = next(row for row in desk.get()["interventions"] if row["value"]["delegation"] == delegations[name])
        texts[name] = row["value"]["id"]
        desk.act(
            "reviewIntervention", intervention=row["value"]["id"], stage="selected", item=sitting["items"][1]["value"]["id"], revision=row["revision"])
    chair = seat(server, desk, sitting, "chair")
    chair.grant("tinh-01")
    chair.command("revoke", site="tinh-01")
    chair.command("close")

    def stages():
        return {row["value"]["id"]: row["value"]["stage"] for row in desk.get()["interventions"]}

    eventually(lambda: stages() == {texts["Đoàn Tỉnh 01"]: "spoken", texts["Đoàn Tỉnh 02"]: "inWriting"}, "the texts are settled")


def test_a_calendar_is_what_another_library_reads_and_follows_the_versions(server, desk):
    path = next(row["path"] for row in desk.get("/invitations") if row["invitee"] == "site:tinh-01")

    def events():
        status, text = server.get(f"{path}/calendar.ics")
        assert status == 200
        return {str(event["UID"]): event for event in icalendar.Calendar.from_ical(text).walk("VEVENT")}

    before = events()
    assert len(before) == 10, "five plenary sittings, and five thematic ones of the site"
    opening = next(event for event in before.values() if event["SUMMARY"].endswith("Ngày 2 toàn thể"))
    monday = next_monday()
    assert opening["DTSTART"].dt == datetime.datetime.combine(
        monday + datetime.timedelta(days=1), datetime.time(8), datetime.timezone(datetime.timedelta(hours=7)))
    assert str(opening["URL"]) == server.address + path and opening["SEQUENCE"] == 0
    sitting = next(row for row in desk.get()["sittings"] if row["value"]["title"]["vi"] == "Ngày 2 toàn thể")
    desk.act("setSitting", sitting={**sitting["value"], "start": "08:30"}, revision=sitting["revision"])
    desk.act("publish")
    after = events()[str(opening["UID"])]
    assert after["SEQUENCE"] == 1 and after["DTSTART"].dt - opening["DTSTART"].dt == datetime.timedelta(minutes=30)
    status, state = server.get(f"{path}/api/state")
    assert status == 200 and "sittingMoved" in state


def test_a_sitting_that_is_called_off_says_so_where_people_wait(server, desk):
    sittings = {row["value"]["title"]["vi"]: row for row in desk.get()["sittings"]}
    held, off = sittings["Ngày 1 toàn thể"], sittings["Ngày 5 chuyên đề b"]
    status, answer = desk.ask("removeSitting", sitting=held["value"]["id"], revision=held["revision"])
    assert (status, answer["code"]) == (409, "sittingBegan")
    chair = seat(server, desk, off, "chair")
    desk.act("removeSitting", sitting=off["value"]["id"], revision=off["revision"])
    desk.act("publish")
    state = eventually(lambda: (now := chair.state())["phase"] == "closed" and now, "the sitting is called off")
    assert "hủy" in state["announcement"]["text"]


def test_everything_is_there_after_a_crash(server, desk):
    before = desk.get()
    server.kill_control()
    server.start_and_wait()
    after = desk.get()
    assert {**after, "now": 0} == {**before, "now": 0}


def test_the_chain_of_a_preparation_is_checked_wherever_its_folder_is(server, desk, folder):
    kept = folder / "preparations" / "data"
    shutil.copytree(server.data, kept, ignore=shutil.ignore_patterns("*.sock"))
    said = server.run("verify", kept)
    assert f"ok {kept}/preparations/" in said
    for journal in kept.rglob("*.journal"):
        assert server.run("verify", journal).startswith(f"ok {journal}")


def test_what_a_sitting_could_not_take_before_a_crash_comes_to_it_afterwards(server, desk):
    def row():
        return next(row for row in desk.get()["sittings"] if row["value"]["title"]["vi"] == "Ngày 3 toàn thể")

    chair = seat(server, desk, row(), "chair")
    chair.command("open")
    chair.command("openVote", vote="bieu-quyet", title="Thông qua", options=["Có", "Không"], unit="site", isSecret=False)
    item = row()["items"][3]
    desk.act("setItem", item={**item["value"], "title": words("Nội dung sửa muộn")}, revision=item["revision"])
    desk.act("publish")
    assert row()["conference"]["problem"]
    server.kill_control()
    server.start_and_wait()
    assert row()["conference"]["problem"]
    chair.command("closeVote", vote="bieu-quyet")
    eventually(lambda: chair.state()["conference"]["programme"][3]["title"]["vi"] == "Nội dung sửa muộn", "the change comes to the sitting")
    eventually(lambda: row()["conference"].get("problem") is None, "the desk says so")


def test_next_years_conference_begins_with_these_people(server, desk):
    clone = Desk(server, "Nguyễn Lan").create("Hội nghị năm sau", origin=desk.preparation)
    state = clone.get()
    assert state["people"] == 379 and len(state["sites"]) == 63 and state["sittings"] == []


def test_invitations_go_out_by_mail_encrypted_and_once(folder):
    """People with an address are written to; a server that cannot prove itself gets nothing, and the password is nowhere."""
    with MailServer(folder, refusing=["sai@example.vn"]) as mails:
        server = Server(SMALL, log=folder / "invitations-by-mail.log", environment={"DIENHONG_SMTP_PASSWORD": PASSWORD})
        server.options = [
            "--smtp", f"smtp://{USER}@127.0.0.1:{mails.port}", "--mail-from", "thu-ky@example.vn", "--public-url", "https://hoi.example.vn"]
        server.start_and_wait()
        try:
            desk = Desk(server, "Nguyễn Lan").create("Hội nghị thư")
            desk.take("sites", "Tên;Cấp\nTrung tâm;trung tâm")
            desk.take("people", "Họ tên,Đoàn,Điểm cầu,Email\nLê Văn Ba,Đoàn,Trung tâm,ba@example.vn\nTrần Sai,Đoàn,Trung tâm,sai@example.vn\nHồ Không,Đoàn,Trung tâm,")
            desk.act("setSitting", sitting={
                "id": "", "title": words("Toàn thể"), "kind": "plenary", "day": next_monday().isoformat(), "start": "08:00", "end": "11:30"}, revision=0)
            sitting = desk.get()["sittings"][0]["value"]
            desk.act("setItem", item={"id": "", "sitting": sitting["id"], "kind": "discussion", "title": words("Trao đổi"), "minutes": 40}, revision=0)
            desk.act("publish")
            desk.act("invite", invitees=[f"delegate:{row['value']['id']}" for row in desk.get("/people")["people"]])
            # Nobody has said that this server is who it says it is.
            eventually(lambda: "could not be sent" in server.log.read_text(), "a server that nobody vouches for is not used")
            assert mails.taken == []
            server.options += ["--smtp-authorities", mails.certificate]
            server.stop()
            server.start_and_wait()
            eventually(lambda: {row["name"]: (row.get("notice") or {}).get("isRefused") for row in desk.get("/invitations")} == {
                "Lê Văn Ba": False, "Trần Sai": True, "Hồ Không": None}, "the desk knows what became of each mail")
            [(to, mail)] = mails.taken
            path = next(row["path"] for row in desk.get("/invitations") if row["name"] == "Lê Văn Ba")
            assert to == ["ba@example.vn"] and "Hội nghị thư" in mail["Subject"] and f"https://hoi.example.vn{path}" in mail.get_content()
            desk.act("remind", invitees=[row["invitee"] for row in desk.get("/invitations") if row["name"] == "Lê Văn Ba"])
            eventually(lambda: len(mails.taken) == 2, "a reminder goes out")
            assert "Nhắc" in mails.taken[1][1]["Subject"]
            assert PASSWORD not in server.log.read_text()
        finally:
            server.stop()
