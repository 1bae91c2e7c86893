"""The national signing service as far as the portal speaks with it."""

import json
from email.parser import BytesParser
from http.server import BaseHTTPRequestHandler, HTTPServer

from reports.signing.places import place_of
from reports.signing.signer import Request


class FakeService(HTTPServer):
    """Signs as the service does: with a key that is its own."""

    def __init__(self, signer, status: int = 200) -> None:
        super().__init__(("127.0.0.1", 0), FakeHandler)
        self.signer, self.status, self.told = signer, status, {}


class FakeHandler(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        head = f"Content-Type: {self.headers['Content-Type']}\r\n\r\n".encode()
        parts = {
            part.get_param("name", header="content-disposition"): part.get_payload(decode=True)
            for part in BytesParser().parsebytes(head + body).get_payload()
        }
        server = self.server
        server.told = parts | {"login": self.headers["Authorization"]}
        answer = (
            self.answer(parts) if server.status == 200 else json.dumps({"error": "Passphrase salah"}).encode()
        )
        self.send_response(server.status)
        self.end_headers()
        self.wfile.write(answer)

    def answer(self, parts) -> bytes:
        pdf = parts["file"]
        place = place_of(pdf, "ttd-1")
        request = Request(pdf, "ttd-1", place, "Rahmat", "", "Uji", "", "https://contoh.id")
        return self.server.signer.sign(request).pdf

    def log_message(self, *told) -> None:
        """Quiet."""
