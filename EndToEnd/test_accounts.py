"""Who may: invitations, passwords with codes, passkeys, rights, suspension."""

import csv
import io

import oidc_provider_mock
import pytest
from axe_playwright_python.sync_playwright import Axe
from support.accounts import PASSWORD, accept, authenticator, next_code, trouble
from support.browsers import until
from support.desk import Desk
from support.plan import SMALL
from support.server import Server
from support.waiting import eventually

#: Who the organisation's own sign-in knows: by what its mail addresses are, and whether it is sure of them.
PEOPLE = {
    "lan-at-work": {"name": "Nguyễn Thị Lan", "email": "lan@mofa.example.vn", "email_verified": True},
    "minh-at-work": {"name": "Phạm Minh", "email": "minh@mofa.example.vn", "email_verified": True},
    "stranger": {"name": "Người lạ", "email": "someone@elsewhere.example", "email_verified": True},
    "pretender": {"name": "Kẻ giả danh", "email": "hoa@mofa.example.vn", "email_verified": False},
}


@pytest.fixture(scope="module")
def provider():
    """A small real provider of OpenID Connect."""
    users = [oidc_provider_mock.User(sub=name, claims=claims) for name, claims in PEOPLE.items()]
    with oidc_provider_mock.run_server_in_thread(user_claims=users) as provider:
        yield f"http://localhost:{provider.server_port}"


@pytest.fixture(scope="module")
def server(folder, provider):
    server = Server(
        SMALL, log=folder / "accounts.log", environment={"DIENHONG_OIDC_SECRET": "a secret of the organisation"},
        options=["--oidc-issuer", provider, "--oidc-client", "dien-hong", "--oidc-name", "Bộ Ngoại giao", "--oidc-domain", "mofa.example.vn"])
    # Passkeys are for names, not for addresses in figures.
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


@pytest.mark.browser
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


@pytest.mark.browser
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


@pytest.mark.browser
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
    desk = Desk(server, "Người có thẻ")
    assert desk.request("GET", "/prepare/api/preparations")[0] == 200
    other = Desk(server, "Người khác")
    accounts = [desk.cookie.rsplit(".", 1)[1][:12], other.cookie.rsplit(".", 1)[1][:12]]
    server.run("account", "revoke-pass", "--data", server.data, "--", accounts[0])
    status, answer = desk.request("GET", "/prepare/api/preparations")
    assert (status, answer["code"]) == (401, "noDesk")
    assert other.request("GET", "/prepare/api/preparations")[0] == 200


def by_organisation(page, server, who):
    """Signs in at the organisation's own page."""
    page.goto(f"{server.address}/sign-in")
    page.get_by_role("link", name="Bộ Ngoại giao").click()
    page.get_by_role("button", name=who, exact=True).first.click()


@pytest.mark.browser
def test_an_organisation_lets_in_its_own_people(server, visitors, chromium):
    # Somebody invited by address is known by it, and keeps the rights of the account.
    invite(server, "Lan của Bộ", "lan.bo", "--secretariat", "--email", "lan@mofa.example.vn")
    page = visitors.page(chromium)
    by_organisation(page, server, "lan-at-work")
    page.wait_for_url("**/account")
    assert page.locator("header .what strong").inner_text() == "Lan của Bộ"
    until(page, "document.querySelectorAll('#doors li').length === 2", "the rights are those of the account")

    # Somebody of the organisation who was not invited gets an account without rights.
    other = visitors.page(chromium)
    by_organisation(other, server, "minh-at-work")
    other.wait_for_url("**/account")
    assert other.locator("header .what strong").inner_text() == "Phạm Minh"
    other.locator("#none").wait_for()
    assert other.goto(f"{server.address}/prepare").status == 401

    # Others get none, and neither does an address of which the provider is not sure.
    for who in ["stranger", "pretender"]:
        third = visitors.page(chromium)
        by_organisation(third, server, who)
        third.wait_for_url("**/sign-in?failed=stranger")
        assert trouble(third).startswith("Không có tài khoản nào")

    # Suspended here is suspended, whatever the organisation says.
    server.run("account", "suspend", "--data", server.data, "lan.bo")
    by_organisation(page, server, "lan-at-work")
    page.wait_for_url("**/sign-in?failed=suspended")
    # What comes back without having set out is nobody's.
    page.goto(f"{server.address}/account/organisation/back?code=x&state=y")
    assert page.url.endswith("/sign-in?failed=organisation")


@pytest.mark.browser
def test_an_administrator_gives_rights_takes_them_and_reads_who_did_what(server, visitors, chromium):
    page = visitors.page(chromium, size=(1366, 768))
    accept(page, invite(server, "Đỗ Quản Trị", "quan.tri", "--administrator"))
    page.goto(f"{server.address}/admin")
    page.click("#invite")
    page.fill("#name", "Hoàng Thị Mai")
    page.fill("#sign-in", "mai")
    page.select_option("#post-role", "chair")
    page.click("#add-post")
    page.click("#save")
    page.locator("#invitation-dialog").wait_for()
    invitation = page.locator("#invitation").inner_text()
    page.click("#close")

    # The invited one takes the chair, and does something there.
    chair = visitors.page(chromium)
    accept(chair, invitation)
    until(chair, "document.querySelectorAll('#doors li').length === 1", "one door")
    chair.click("#doors button")
    chair.wait_for_url("**/s/*/chair")
    answer = chair.evaluate("""async () => (await fetch('api/commands', { method: 'POST', headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ id: crypto.randomUUID(), type: 'convene' }) })).status""")
    assert answer == 200

    # The last administrator stays.
    row = page.locator("#accounts tbody tr", has_text="Đỗ Quản Trị")
    row.get_by_role("button", name="Tạm khóa").click()
    assert trouble(page) == "Phải còn ít nhất một quản trị viên đang hoạt động."
    # Suspended, the chair is out, and her page says so without being touched.
    page.locator("#accounts tbody tr", has_text="Hoàng Thị Mai").get_by_role("button", name="Tạm khóa").click()
    eventually(lambda: "Đã tạm khóa" in page.locator("#said").inner_text(), "the page says what was done")
    until(chair, "window.dienhong.line === 'ended'", "the chair's page hears that it is over")
    assert chair.reload().status == 401

    page.click(".tabs a[href='#audit']")
    until(page, "document.querySelectorAll('#audit tbody tr').length > 5", "the audit is there")
    page.fill("#audit-person", "hoang thi mai")
    page.click("#audit-filter button")

    def hers():
        lines = page.locator("#audit tbody tr").all_inner_texts()
        return lines if all("Hoàng Thị Mai" in line for line in lines) else []

    lines = eventually(hers, "only hers are shown")
    for what in ["Triệu tập", "Vào hội nghị hoặc phần theo dõi", "Lập tài khoản và mời", "Tạm khóa tài khoản", "Đăng nhập"]:
        assert any(what in line for line in lines), f"{what} is not in {lines}"
    assert any("Hoàng Thị Mai (Chủ trì)" in line and "Triệu tập" in line for line in lines), "the person is not named beside the role"
    cookie = next(cookie for cookie in page.context.cookies() if cookie["name"] == "account")
    text = page.context.request.get(f"{server.address}/admin/api/audit.csv?person=mai", headers={"Cookie": f"account={cookie['value']}"}).text()
    rows = list(csv.DictReader(io.StringIO(text.lstrip("\ufeff"))))
    assert len(rows) == len(lines) and rows[0].keys() == {"Khi nào", "Ai", "Đã làm gì", "Về", "Ở đâu"}
    assert page.faults == [] and chair.faults == []


@pytest.mark.browser
def test_the_pages_can_be_used_by_everybody(server, visitors, chromium):
    """No page has a fault that a machine can find, wide or narrow, in either language."""
    for language, size in [("vi", (1366, 768)), ("en", (390, 844))]:
        page = visitors.page(chromium, language=language, size=size)
        invitation = invite(server, "Vũ Kiểm Tra", f"kiem.tra.{language}", "--administrator", "--secretariat")

        def check(name):
            found = Axe().run(page).response["violations"]
            assert found == [], f"{name} in {language}: {[(one['id'], one['nodes'][0]['html']) for one in found]}"
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{name} is too wide in {language}"

        page.goto(f"{server.address}/sign-in")
        check("sign-in")
        page.goto(invitation)
        check("welcome")
        accept(page, invitation)
        until(page, "document.querySelectorAll('#doors li').length === 3", "the doors are there")
        check("account")
        for part in ["accounts", "links", "passes", "audit"]:
            page.goto(f"{server.address}/admin#{part}")
            page.reload()
            page.locator(f"#part-{part} tbody tr").first.wait_for()
            check(part)
        page.goto(f"{server.address}/admin")
        page.reload()
        page.click("#invite")
        check("invite")
