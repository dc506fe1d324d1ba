"""The desk where a conference is prepared: what its page does, without the page."""

import http.client
import json
import uuid
from http.cookies import SimpleCookie
from urllib.parse import urlsplit


def words(vietnamese):
    return {"vi": vietnamese, "en": ""}


class Desk:
    """One of the secretariat."""

    def __init__(self, server, name):
        self.server = server
        self.link = server.run("desk", "--data", server.data, "--name", name, "--url", server.address).strip()
        connection = server.connection(10)
        connection.request("GET", urlsplit(self.link).path)
        answer = connection.getresponse()
        answer.read()
        assert answer.status == 303, answer.status
        self.cookie = SimpleCookie(answer.getheader("Set-Cookie"))["desk"].value
        self.connection = connection
        self.preparation = None

    def request(self, method, path, body=None, raw=None):
        """The status and what came with it; the connection is kept, as a browser keeps it."""
        data = raw if raw is not None else json.dumps(body).encode() if body is not None else None
        for _ in range(2):
            try:
                self.connection.request(method, path, data, {"Cookie": f"desk={self.cookie}", "Accept-Language": "vi"})
                answer = self.connection.getresponse()
                break
            except (http.client.HTTPException, OSError):
                self.connection.close()
                self.connection = self.server.connection(30)
        content = answer.read()
        kind = answer.getheader("Content-Type") or ""
        return answer.status, json.loads(content) if "json" in kind else content.decode(errors="replace")

    def create(self, title, **more):
        status, made = self.request("POST", "/prepare/api/preparations", {"title": words(title), "host": words("Bộ Ngoại giao"), **more})
        assert status == 201, made
        self.preparation = made["id"]
        return self

    def open(self, preparation):
        self.preparation = preparation
        return self

    @property
    def base(self):
        return f"/prepare/api/preparations/{self.preparation}"

    def ask(self, what, /, **fields):
        """The status and the answer of one command."""
        return self.request("POST", f"{self.base}/commands", {"id": str(uuid.uuid4()), "command": {what: fields}})

    def act(self, what, /, **fields):
        status, answer = self.ask(what, **fields)
        assert status == 200, answer
        return answer["seq"]

    def get(self, path=""):
        status, answer = self.request("GET", f"{self.base}{path}")
        assert status == 200, answer
        return answer

    def preview(self, kind, text):
        raw = text if isinstance(text, bytes) else text.encode()
        return self.request("POST", f"{self.base}/preview?kind={kind}", raw=raw)

    def take(self, kind, text):
        """Looks at a list and takes what can be used of it."""
        status, preview = self.preview(kind, text)
        assert status == 200, preview
        what = {"sites": {}} if kind == "sites" else {"people": {}}
        self.act("importList", kind=what, text=preview["text"], mark=preview["mark"], withoutBadRows=True)
        return preview
