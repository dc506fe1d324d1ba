"""Who does not get in, and what is refused, is told in the reader's language."""

import json
import sqlite3
import uuid

import pytest

from support.plan import SMALL
from support.server import Seat, Server
from support.waiting import eventually


@pytest.fixture(scope="module")
def operator(server, chair):
    return server.enter("operator", "ha-noi")


class Stranger:
    """A browser without any cookie."""

    request = Seat.request

    def __init__(self, server, language):
        self.server = server
        self.language = language

    def open(self, link):
        return self.request("GET", link[len(self.server.address):])


@pytest.fixture(params=["vi", "en"])
def stranger(server, request):
    return Stranger(server, request.param)


def expect_page(answer, status, language, vi, en):
    assert answer[0] == status
    assert answer[1]["Content-Type"].startswith("text/html")
    assert (vi if language == "vi" else en) in answer[2]


def test_an_unknown_link_says_so(stranger):
    link = f"{stranger.server.address}/l/nobody/nothing"
    expect_page(stranger.open(link), 404, stranger.language, "Không có đường liên kết này", "There is no such link")


def test_a_link_with_a_wrong_secret_says_no_more_than_an_unknown_one(server, stranger):
    link = server.link("operator", "ha-noi")["link"]
    wrong = link[:-4] + ("AAAA" if link[-4:] != "AAAA" else "BBBB")
    expect_page(stranger.open(wrong), 404, stranger.language, "Không có đường liên kết này", "There is no such link")


def test_a_revoked_link_says_so(server, stranger):
    link = server.link("operator", "ha-noi")
    server.revoke(link)
    expect_page(stranger.open(link["link"]), 410, stranger.language, "đã bị thu hồi", "has been revoked")


def test_an_expired_link_says_so(server, stranger):
    link = server.link("operator", "ha-noi", hours=0)
    eventually(lambda: stranger.open(link["link"])[0] == 410, "the link expires", within=10)
    expect_page(stranger.open(link["link"]), 410, stranger.language, "đã hết hạn", "has expired")


def test_a_link_that_another_browser_uses_says_so(server, stranger):
    link = server.link("operator", "lao-cai")["link"]
    Seat(server, link)
    expect_page(stranger.open(link), 403, stranger.language, "trên một trình duyệt khác", "in another browser")


def test_revoking_a_link_ends_its_session(server, chair):
    link = server.link("operator", "can-tho")
    seat = Seat(server, link["link"])
    assert seat.state()["you"]["site"] == "can-tho"
    server.revoke(link)
    status, _, body = seat.request("GET", f"{seat.base}api/state")
    assert (status, json.loads(body)["code"]) == (401, "noSession")


def test_a_session_needs_its_cookie(server, chair, stranger):
    status, headers, _ = stranger.request("GET", f"{chair.base}api/state")
    assert (status, headers["Content-Type"].split(";")[0]) == (401, "application/json")
    status, headers, _ = stranger.request("GET", f"{chair.base}chair")
    assert (status, headers["Content-Type"].split(";")[0]) == (401, "text/html")


def test_a_refused_command_names_the_rule_in_the_readers_language(server, operator, chair):
    words = {"vi": "Điểm cầu chưa đăng ký phát biểu.", "en": "The site has not asked to speak."}
    for language, rule in words.items():
        operator.language = language
        status, answer = operator.try_command("withdraw")
        assert (status, answer["code"], answer["message"]) == (409, "notInQueue", rule)


def test_a_role_that_may_not_is_told_so(operator, chair):
    operator.language = "en"
    for type, fields in [("grant", {"site": "ha-noi", "seconds": 60}), ("close", {}), ("layout", {"layout": "gallery"})]:
        status, answer = operator.try_command(type, **fields)
        assert (status, answer["code"], answer["message"]) == (403, "notAllowed", "Your role may not do this.")
    status, answer = operator.try_command("mute", site="lao-cai")
    assert status in (403, 409), answer
    assert chair.state()["muted"] == []


def test_an_operators_page_is_not_the_chairs(operator):
    status, _, _ = operator.request("GET", f"{operator.base}chair")
    assert status == 403


def test_a_malformed_command_changes_nothing(operator):
    before = operator.state()["seq"]
    for body in ["", "{", "[]", '{"type": "ask"}', json.dumps({"id": str(uuid.uuid4()), "type": "fly"})]:
        status, _, answer = operator.request("POST", f"{operator.base}api/commands", body)
        assert (status, json.loads(answer)["code"]) == (400, "malformed"), body
    assert operator.state()["seq"] == before


@pytest.mark.parametrize("offer", ["", "hello", "v=0\r\n", "v=0\r\no=- 1 1 IN IP4 0.0.0.0\r\ns=-\r\nt=0 0\r\nm=audio x"])
def test_a_malformed_offer_is_refused_with_a_reason_and_leaves_nothing(server, operator, offer):
    def peers():
        lines = server.get("/metrics")[1].splitlines()
        return sum(float(line.split()[-1]) for line in lines if line.startswith("dienhong_media_peers{"))

    before = peers()
    status, location, body = operator.offer(offer)
    assert status == 400 and location is None
    answer = json.loads(body)
    assert answer["code"] and len(answer["message"]) > 20
    assert peers() == before


def test_nobody_ends_anothers_connection(server, operator, chair):
    status, _, _ = operator.request("DELETE", f"{operator.base}api/media/1")
    assert status == 404


def test_a_journal_that_was_touched_keeps_the_server_from_starting_and_is_named(folder):
    server = Server(SMALL, log=folder / "touched.log")
    server.start_and_wait()
    chair = server.enter("chair")
    chair.command("convene")
    server.stop()
    (journal,) = (server.data / "conferences").glob("*.journal")
    with sqlite3.connect(journal) as database:
        # Whoever has the file can take the lock off the door, but not mend the chain.
        database.execute("drop trigger event_not_updated")
        changed = database.execute("update event set body = replace(body, 'Trial', 'Other') where seq = 1")
        assert changed.rowcount == 1
    server.start()
    assert server.control.wait(20) == 1
    words = server.log.read_text().splitlines()[-1]
    assert str(journal) in words and "1" in words.replace(str(journal), ""), words


def test_a_port_that_is_taken_is_one_clear_line(server, folder):
    other = Server(SMALL, log=folder / "taken.log")
    other.port = server.port
    other.start()
    try:
        assert other.control.wait(20) == 1
        assert f"port {server.port} of 127.0.0.1 is in use" in other.log.read_text().splitlines()[-1]
    finally:
        other.stop()
