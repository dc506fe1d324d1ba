"""Who may: invitations, passwords with codes, passkeys, rights, suspension."""

import pytest
from support.accounts import PASSWORD, accept, authenticator, next_code, sign_in, trouble
from support.browsers import until
from support.plan import SMALL
from support.server import Server
from support.waiting import eventually


@pytest.fixture(scope="module")
def server(folder):
    # Passkeys are for names, not for addresses in figures.
    server = Server(SMALL, log=folder / "accounts.log")
    server.address = f"http://localhost:{server.port}"
    try:
        server.start_and_wait()
        yield server
    finally:
        server.stop()


def invite(server, name, sign_in, *rights):
    return server.run(
        "account", "create", "--data", server.data, "--name", name, "--sign-in", sign_in, *rights, "--url", server.address).strip()


@pytest.fixture
def chromium(visitors):
    return visitors.launch(devices=False)


def test_an_invitation_leads_to_the_desk_by_password_and_code(server, visitors, chromium):
    page = visitors.page(chromium)
    invitation = invite(server, "Nguyễn Thị Lan", "lan", "--secretariat")
    page.goto(invitation)
    assert "Nguyễn Thị Lan" in page.locator("h1").inner_text()
    assert "/welcome/" not in page.url, "the invitation stayed in the address bar"

    secret, used = accept(page, invitation)
    assert page.locator("#doors h2").all_inner_texts() == ["Bàn thư ký", "Theo dõi kết luận"]
    page.click("#doors li:first-child button")
    page.wait_for_url("**/prepare")
    assert "Nguyễn Thị Lan" in page.locator("header .what").inner_text()

    # An invitation is good for one use.
    other = visitors.page(chromium)
    answer = other.goto(invitation)
    assert answer.status == 410

    # Out, and in again; a code is good for one use, too.
    page.goto(f"{server.address}/account")
    page.click("#sign-out")
    page.wait_for_url("**/sign-in")
    assert page.goto(f"{server.address}/prepare").status == 401
    page.goto(f"{server.address}/sign-in")
    page.fill("#name", "lan")
    page.fill("#secret", "một mật khẩu nào khác")
    page.click("#password button")
    assert trouble(page) == "Tên đăng nhập hoặc mật khẩu không đúng."
    page.fill("#name", "nobody-here")
    page.click("#password button")
    assert trouble(page) == "Tên đăng nhập hoặc mật khẩu không đúng."
    page.fill("#name", "lan")
    page.fill("#secret", PASSWORD)
    page.click("#password button")
    page.locator("#code").wait_for()
    page.fill("#figures", used)
    page.click("#code button.primary")
    assert trouble(page).startswith("Mã không đúng hoặc đã dùng")
    page.fill("#figures", next_code(secret, used))
    page.click("#code button.primary")
    page.wait_for_url("**/account")
    assert page.faults == []


def test_a_passkey_alone_lets_in_and_only_its_own(server, visitors, chromium):
    page = visitors.page(chromium)
    devtools = authenticator(page)
    page.goto(invite(server, "Trần Văn Bình", "binh", "--secretariat"))
    page.locator("#with-passkey").wait_for()
    page.fill("#label", "Máy tính cơ quan")
    page.click("#passkey button")
    page.wait_for_url("**/account")
    assert len(devtools.send("WebAuthn.getCredentials", {"authenticatorId": page.authenticator})["credentials"]) == 1
    until(page, "document.querySelector('#ways').textContent.includes('Máy tính cơ quan')", "the passkey is listed")

    page.click("#sign-out")
    page.wait_for_url("**/sign-in")
    page.click("#passkey")
    page.wait_for_url("**/account")
    until(page, "document.querySelector('#sessions').textContent.includes('Khóa truy cập')", "the session says how it began")

    # Another's key is no key, and neither is one that its owner was not made sure of.
    page.click("#sign-out")
    page.wait_for_url("**/sign-in")
    devtools.send("WebAuthn.setUserVerified", {"authenticatorId": page.authenticator, "isUserVerified": False})
    page.click("#passkey")
    assert "khóa truy cập" in trouble(page)
    assert page.url.endswith("/sign-in")


def test_who_is_suspended_is_out_at_once(server, visitors, chromium):
    page = visitors.page(chromium)
    accept(page, invite(server, "Lê Thị Hạnh", "hanh", "--secretariat"))
    page.click("#doors li:nth-child(2) button")
    page.wait_for_url("**/s/*/board")
    follow_up = page.url
    assert page.goto(follow_up).status == 200
    assert page.goto(f"{server.address}/prepare").status == 200
    server.run("account", "suspend", "--data", server.data, "hanh")
    assert page.goto(f"{server.address}/prepare").status == 401
    assert page.goto(follow_up).status == 401
    page.goto(f"{server.address}/account")
    assert page.url.endswith("/sign-in")
    page.fill("#name", "hanh")
    page.fill("#secret", PASSWORD)
    page.click("#password button")
    page.locator("#code").wait_for()


def test_a_revoked_pass_opens_no_desk(server):
    from support.desk import Desk

    desk = Desk(server, "Người có thẻ")
    assert desk.request("GET", "/prepare/api/preparations")[0] == 200
    other = Desk(server, "Người khác")
    accounts = [desk.cookie.rsplit(".", 1)[1][:12], other.cookie.rsplit(".", 1)[1][:12]]
    server.run("account", "revoke-pass", "--data", server.data, "--", accounts[0])
    status, answer = desk.request("GET", "/prepare/api/preparations")
    assert (status, answer["code"]) == (401, "noDesk")
    assert other.request("GET", "/prepare/api/preparations")[0] == 200
