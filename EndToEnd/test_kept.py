"""What outlives a server that is killed, and what must not be found anywhere afterwards."""

import http.client
import json
import sqlite3
from concurrent.futures import ThreadPoolExecutor

import pytest

from support.plan import SMALL, text
from support.server import Server

PLAN = {
    **SMALL,
    "programme": [
        *SMALL["programme"],
        {
            "id": "phien-kin", "kind": "discussion", "title": text("Phiên kín", "Closed item"), "speaker": None,
            "site": None, "minutes": 10, "admits": ["trung-tam", "ha-noi"],
        },
    ],
}


@pytest.fixture
def server(folder, request):
    server = Server(PLAN, log=folder / f"kept-{request.node.name}.log")
    try:
        server.start_and_wait()
        yield server
    finally:
        server.stop()


def restart(server):
    server.kill_control()
    server.start_and_wait()


def opened(server):
    """The secretariat and three halls, the conference open."""
    seats = [server.enter("secretariat"), *(server.enter("operator", site) for site in ["ha-noi", "lao-cai", "can-tho"])]
    seats[0].command("convene")
    seats[0].command("open")
    return seats


def ask(seat, method, path, body=None, kind=None):
    """Like a seat's own request, for what is no text."""
    connection = http.client.HTTPConnection("127.0.0.1", seat.server.port, timeout=60)
    headers = {"Cookie": seat.cookie, **({"Content-Type": kind} if kind else {})}
    try:
        connection.request(method, f"{seat.base}{path}", body, headers)
        response = connection.getresponse()
        return response.status, response.headers, response.read()
    finally:
        connection.close()


def paper(pages):
    """A PDF of empty pages."""
    kids = " ".join(f"{3 + number} 0 R" for number in range(pages))
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", f"<< /Type /Pages /Count {pages} /Kids [{kids}] >>"]
    objects += ["<< /Type /Page /Parent 2 0 R /MediaBox [0 0 960 540] >>"] * pages
    made, places = "%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(made))
        made += f"{number} 0 obj\n{content}\nendobj\n"
    start = len(made)
    made += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n" + "".join(f"{place:010} 00000 n \n" for place in places)
    made += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n"
    return made.encode()


def files(server):
    """Everything that the server has written, its log too."""
    found = {path: path.read_bytes() for path in server.data.rglob("*") if path.is_file()}
    return {**found, server.log: server.log.read_bytes()}


def test_a_document_is_shown_in_another_hall_and_outlives_the_server(server):
    secretariat, ha_noi, lao_cai, _ = opened(server)
    status, _, body = ask(ha_noi, "POST", "api/documents?name=B%C3%A1o%20c%C3%A1o", paper(3), "application/pdf")
    assert status == 201
    document = json.loads(body)
    assert (document["name"], document["pages"], document["site"]) == ("Báo cáo", 3, "ha-noi")
    page = f"api/documents/{document['id']}/pages/2"
    assert ask(lao_cai, "GET", page)[0] == 403
    secretariat.grant("ha-noi")
    ha_noi.command("present", document=document["id"])
    status, headers, picture = ask(lao_cai, "GET", page)
    assert status == 200 and headers["Content-Type"] == "image/jpeg" and picture[:2] == b"\xff\xd8"
    ha_noi.command("stopPresenting")
    restart(server)
    assert ask(lao_cai, "GET", page)[2] == picture
    assert secretariat.state()["documents"] == [document]


def test_a_secret_vote_outlives_the_server_and_no_file_tells_it(server):
    secretariat, *halls = opened(server)
    secretariat.command(
        "openVote", vote="bau-thu-ky", title="Bầu", options=["Một", "Hai", "Ba"], unit="site", isSecret=True)
    halls[0].command("cast", vote="bau-thu-ky", option=2)
    halls[1].command("cast", vote="bau-thu-ky", option=0)
    restart(server)
    assert halls[0].try_command("cast", vote="bau-thu-ky", option=1)[1]["code"] == "alreadyVoted"
    halls[2].command("cast", vote="bau-thu-ky", option=2)
    assert secretariat.state()["vote"]["ballots"] is None
    secretariat.command("closeVote", vote="bau-thu-ky")
    assert secretariat.state()["votes"][0]["counts"] == [1, 0, 2]

    journal = server.data / "conferences" / f"{PLAN['id']}.journal"
    assert (journal.parent / f"{journal.name}-wal").read_bytes() == b""
    with sqlite3.connect(f"file:{journal}?mode=ro", uri=True) as database:
        assert database.execute("SELECT count(*) FROM tally").fetchone() == (0,)
        bodies = [row[0] for row in database.execute("SELECT body FROM event WHERE body LIKE '%bau-thu-ky%'")]
    assert not any('"option"' in body for body in bodies)
    # Nothing else in the file names the vote: no row that was deleted, no page that is free.
    assert journal.read_bytes().count(b"bau-thu-ky") == sum(body.count("bau-thu-ky") for body in bodies)


def test_what_is_done_in_a_closed_item_is_nowhere_when_the_server_is_killed(server):
    secretariat, ha_noi, lao_cai, _ = opened(server)
    before = secretariat.command("startItem", item="phien-kin")
    words = "Không được ghi ở đâu cả"
    assert ha_noi.command("ask") == before
    assert secretariat.grant("ha-noi", seconds=4_321) == before
    assert ha_noi.command("message", to="secretariat", text=words) == before
    assert secretariat.state()["floor"][0]["allotted"] == 4_321
    assert lao_cai.state()["floor"] == [] and words not in ask(lao_cai, "GET", "api/messages")[2].decode()
    restart(server)
    assert secretariat.state()["floor"] == [] and secretariat.state()["item"] == "phien-kin"
    for path, content in files(server).items():
        assert words.encode() not in content and b"4321" not in content, path


def test_who_asks_too_often_is_refused_and_others_are_not(server):
    secretariat, ha_noi, *_ = opened(server)
    answers = [ha_noi.try_command("ask")[0] for _ in range(20)]
    assert 429 not in answers
    with ThreadPoolExecutor(8) as hasty:
        answers = list(hasty.map(lambda _: ha_noi.try_command("ask")[0], range(200)))
    assert 429 in answers
    secretariat.grant("ha-noi")
