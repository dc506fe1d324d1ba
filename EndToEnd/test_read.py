"""A text is pasted, its proposals are decided on one by one, by keyboard and together, and what was accepted is in the record."""

import json
import pathlib

import pytest

from support.waiting import eventually
from test_followup import api, fill, go, place, send, visit  # noqa: F401

pytestmark = pytest.mark.browser

TEXT = (pathlib.Path(__file__).parent.parent / "Tests/Reading/Texts/09-culture.txt").read_text(encoding="utf-8")


def paste(page, text):
    page.locator("#text").fill(text)
    page.get_by_role("button", name="Đọc", exact=True).click()


def states(page, kind):
    return page.evaluate("kind => Array.from(document.querySelectorAll(`.proposals li[data-kind=${kind}]`), (row) => row.dataset.state)", kind)


def test_a_text_becomes_conclusions_that_are_nobodys_and_figures(place, tmp_path):  # noqa: F811
    server, browsers, browser = place
    page = visit(browsers, browser, server.follow_up_links()[None])
    go(page, "read")
    paste(page, TEXT)
    page.wait_for_selector(".proposals")
    assert len(states(page, "task")) == 6 and len(states(page, "lesson")) == 4
    # The words of a proposal stand marked in the text as it came.
    assert page.locator(".source").inner_text().replace("\n", " ").count("nâng cao nhận thức về vai trò của văn hóa") == 1
    page.locator(".proposals li[data-kind=task]").first.click()
    assert "nâng cao nhận thức" in page.locator("mark[data-here]").first.inner_text()

    # By keyboard: the first is accepted, the second dropped.
    page.keyboard.press("KeyA")
    page.keyboard.press("KeyX")
    assert states(page, "task")[:3] == ["accepted", "dropped", "waiting"]
    page.locator(".kinds button", has_text="Nhiệm vụ").click()
    page.get_by_role("button", name="Nhận 4 mục còn lại").click()
    assert states(page, "task").count("accepted") == 5
    page.locator(".kinds button", has_text="Số liệu").click()
    page.locator(".proposals li", has_text="3.581 di tích").get_by_role("button", name="Nhận", exact=True).click()

    page.locator(".kinds button", has_text="Bài học").click()
    page.get_by_role("button", name="Nhận 4 mục còn lại").click()
    page.get_by_role("button", name="Ghi 10 mục đã nhận").click()
    fill(page, document="Bản tin 24/11", day="2021-11-24")
    page.locator("#side .primary").click()
    page.wait_for_selector("#side", state="hidden")
    desk = api(page, "desk")
    eventually(lambda: len(api(page, "desk")["conclusions"]) == 5, "five tasks are conclusions that are nobody's")
    desk = api(page, "desk")
    assert desk["conclusions"][0]["source"]["document"] == "Bản tin 24/11"
    figure = api(page, "figures")["lines"][0]["points"][0]["said"][0]["figure"]
    assert figure["value"] in ("3581", 3581) and figure["asOf"] == "2021-11-24"

    # The lessons stand with the conclusions and in the review, each with its source.
    assert [lesson["number"] for lesson in desk["lessons"]] == ["1", "2", "3", "4"]
    go(page, "review")
    lessons = page.locator(".lessons > li").all_inner_texts()
    assert len(lessons) == 4 and all("Bản tin 24/11" in lesson for lesson in lessons)

    # A conclusion is corrected; what it said stays in sight.
    go(page, "conclusions")
    first = page.locator("[data-conclusion]").first
    first.get_by_role("button", name="Sửa").click()
    fill(page, text="nâng cao nhận thức về văn hóa", reason="rút gọn theo biên bản")
    send(page)
    eventually(lambda: "rút gọn theo biên bản" in first.inner_text(), "the correction stands with its reason")
    assert first.locator(".text").inner_text() == "nâng cao nhận thức về văn hóa" and "vai trò của văn hóa" in first.inner_text()

    # The pillars are the secretariat's to name.
    page.get_by_role("button", name="Trụ cột").click()
    fill(page, **{"vi-3": "Ngoại giao kinh tế", "en-3": "Economic diplomacy"})
    send(page)
    pillars = eventually(lambda: api(page, "tables")["pillars"][3:], "the fourth pillar is there")
    assert pillars == [{"id": "ngoai-giao-kinh-te", "name": {"vi": "Ngoại giao kinh tế", "en": "Economic diplomacy"}}]
    assert not page.faults, page.faults


def test_what_cannot_be_read_is_answered_in_words(place):  # noqa: F811
    server, browsers, browser = place
    page = visit(browsers, browser, server.follow_up_links()[None])
    go(page, "read")
    paste(page, "This is an English text about a conference that was held in the capital.")
    eventually(lambda: "không phải tiếng Việt" in page.locator("#said").inner_text(), "the page says why nothing is proposed")
    status = page.evaluate("""() => fetch(document.documentElement.dataset.base + 'api/read', {method: 'POST', body: new Uint8Array([0, 1, 2, 255])})
        .then((response) => response.status)""")
    assert status == 422
    assert json.loads(page.evaluate("() => JSON.stringify(document.querySelectorAll('.proposals li').length)")) == 0


CENTRE = """Hội nghị toàn quốc về phát triển kinh tế biển

Sáng 20/9, Bộ Công Thương tổ chức Hội nghị toàn quốc về phát triển kinh tế biển. Dự tại điểm cầu Hội trường Thống Nhất có các đồng chí: \
Trần Quý Lâm - Phó Thủ tướng Chính phủ; Lê Đình Khôi - Bộ trưởng Bộ Công Thương.

Phát biểu khai mạc, đồng chí Lê Đình Khôi cho biết, nước ta có quan hệ thương mại với hơn 230 nước và vùng lãnh thổ.
"""
PROVINCE = """Quảng Ninh dự hội nghị về kinh tế biển

Sáng nay, 20/9/2024, Bộ Công Thương tổ chức Hội nghị toàn quốc về phát triển kinh tế biển theo hình thức trực tuyến. Dự tại điểm cầu \
Quảng Ninh có đồng chí Vũ Thị Kim Lan, Phó Chủ tịch UBND tỉnh.

Bộ trưởng Bộ Công Thương Lê Đình Khôi cho biết, Việt Nam có quan hệ thương mại với 224 thị trường và đối tác.
"""


def test_two_texts_about_one_event_are_one_conference_with_two_sources(place):  # noqa: F811
    server, browsers, browser = place
    page = visit(browsers, browser, server.follow_up_links()[None])
    go(page, "read")
    paste(page, CENTRE)
    page.wait_for_selector(".proposals")
    page.get_by_role("button", name="Thêm văn bản về cùng hội nghị").click()
    # A text about something else is told, and what was read stays.
    paste(page, TEXT)
    eventually(lambda: "không nói về cùng một hội nghị" in page.locator("#said").inner_text(), "another conference is told apart")
    paste(page, PROVINCE)
    page.wait_for_selector(".leaves")
    people = page.locator(".proposals li[data-kind=person]").all_inner_texts()
    assert len(people) == 3 and sum("Lê Đình Khôi" in person for person in people) == 1
    figures = page.locator(".proposals li[data-kind=figure]")
    assert figures.filter(has_text="Hai văn bản nói khác nhau").count() == 2
    figures.filter(has=page.locator("p", has_text="224 thị trường")).click()
    assert "224 thị trường" in page.locator("mark[data-here]").first.inner_text()
    assert page.locator('.leaves [aria-pressed="true"]').inner_text() == "Văn bản 2"

    for words in ("230 nước", "224 thị trường"):
        figures.filter(has=page.locator("p", has_text=words)).get_by_role("button", name="Nhận", exact=True).click()
    page.get_by_role("button", name="Ghi 2 mục đã nhận").click()
    fill(page, document="Báo trung ương", **{"document-2": "Báo Quảng Ninh"}, day="2024-09-20")
    send(page)
    [line] = eventually(lambda: api(page, "figures")["lines"], "one indicator has both values")
    [point] = line["points"]
    said = {(str(each["figure"]["value"]), each["figure"]["source"]["document"]) for each in point["said"]}
    assert said == {("230", "Báo trung ương"), ("224", "Báo Quảng Ninh")}
    assert not page.faults, page.faults
