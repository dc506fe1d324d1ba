"""Staff with accounts: their codes, their passkeys, and how they sign in in a browser."""

import base64
import hashlib
import hmac
import struct
import time

from support.browsers import until
from support.waiting import eventually

PASSWORD = "mưa rơi trên mái đình làng"


def code(secret, at=None):
    """The six figures of RFC 6238, as an application on a telephone shows them."""
    key = base64.b32decode(secret.replace(" ", ""))
    mac = hmac.new(key, struct.pack(">Q", int((time.time() if at is None else at) // 30)), hashlib.sha1).digest()
    offset = mac[-1] & 15
    return f"{(struct.unpack('>I', mac[offset:offset + 4])[0] & 0x7FFFFFFF) % 1_000_000:06}"


def next_code(secret, used):
    """A code that was not used yet: the present one, or that of the next half minute, which is good already."""
    return next(found for found in (code(secret), code(secret, time.time() + 30)) if found != used)


def authenticator(page):
    """Gives the page's browser a device that holds passkeys and knows its user."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    made = devtools.send("WebAuthn.addVirtualAuthenticator", {"options": {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
        "isUserVerified": True, "automaticPresenceSimulation": True}})
    page.authenticator = made["authenticatorId"]
    page.devtools = devtools
    return devtools


def accept(page, invitation):
    """Follows an invitation, chooses a password and scans the picture; answers the telephone's secret and the code that was used."""
    page.goto(invitation)
    until(page, "document.querySelector('#typed').textContent.length > 10", "the secret is shown")
    secret = page.locator("#typed").inner_text()
    used = code(secret)
    page.fill("#new-password", PASSWORD)
    page.fill("#repeated", PASSWORD)
    page.fill("#figures", used)
    page.click("#password button")
    page.wait_for_url("**/account")
    return secret, used


def sign_in(page, server, name, secret, used, password=PASSWORD):
    page.goto(f"{server.address}/sign-in")
    page.fill("#name", name)
    page.fill("#secret", password)
    page.click("#password button")
    page.locator("#code").wait_for()
    page.fill("#figures", next_code(secret, used))
    page.click("#code button.primary")
    page.wait_for_url("**/account")


def trouble(page, place="#trouble"):
    """What the page says is wrong, once it says it."""
    return eventually(lambda: page.locator(place).inner_text(), "the page says what is wrong")
