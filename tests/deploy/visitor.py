"""Somebody with a browser: keeps cookies, sends forms with their token, over the line that nginx would use."""

import re
import uuid
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import urlencode

from tests.deploy.portal import Line

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
FORM = "application/x-www-form-urlencoded"


class Visitor:
    """`place` is the machine that answers; it may change from one page to the next."""

    def __init__(self) -> None:
        self.cookies: dict[str, str] = {}

    def ask(
        self, place: Path, path: str, body: bytes | None = None, kind: str = FORM
    ) -> tuple[int, dict[str, str], bytes]:
        headers = {
            "X-Forwarded-Proto": "https", "X-Forwarded-For": "192.0.2.7", "Connection": "close",
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
        }  # fmt: skip
        line = Line(place)
        try:
            if body is not None:
                headers |= {"Content-Type": kind, "Referer": f"https://{line.host}{path}"}
            line.request("GET" if body is None else "POST", path, body, headers)
            answer = line.getresponse()
            self._keep(answer.headers.get_all("Set-Cookie") or [])
            return answer.status, dict(answer.headers), answer.read()
        finally:
            line.close()

    def _keep(self, told: list[str]) -> None:
        for one in told:
            for name, morsel in SimpleCookie(one).items():
                self.cookies[name] = morsel.value

    def token(self, place: Path, path: str) -> str:
        """What the form on that page carries."""
        status, _headers, page = self.ask(place, path)
        assert status == 200, page.decode()[:2000]
        return TOKEN.search(page.decode())[1]

    def send(self, place: Path, path: str, fields: dict[str, str]) -> tuple[int, dict[str, str], bytes]:
        told = {**fields, "csrfmiddlewaretoken": self.token(place, path)}
        return self.ask(place, path, urlencode(told).encode())

    def upload(
        self, place: Path, path: str, token: str, name: str, content: bytes
    ) -> tuple[int, dict[str, str], bytes]:
        mark = uuid.uuid4().hex
        fields = {"csrfmiddlewaretoken": token, "unggah": "1"}
        parts = [
            f'--{mark}\r\nContent-Disposition: form-data; name="{field}"\r\n\r\n{value}\r\n'.encode()
            for field, value in fields.items()
        ]
        head = f'--{mark}\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\nContent-Type: image/png\r\n\r\n'
        body = b"".join([*parts, head.encode(), content, f"\r\n--{mark}--\r\n".encode()])
        return self.ask(place, path, body, f"multipart/form-data; boundary={mark}")
