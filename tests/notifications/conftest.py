import socketserver
from concurrent.futures import ThreadPoolExecutor
from threading import Thread

import pytest
from django.db import connection


@pytest.fixture
def in_thread():
    """Call a function on another database connection and return what it returns."""

    def call(function):
        def guarded():
            try:
                return function()
            finally:
                connection.close()

        with ThreadPoolExecutor(1) as pool:
            return pool.submit(guarded).result()

    return call


class _MailHandler(socketserver.StreamRequestHandler):
    def answer(self, text: str) -> None:
        self.wfile.write(text.encode() + b"\r\n")

    def handle(self) -> None:
        self.answer("220 mail.contoh.id")
        while line := self.rfile.readline().decode().strip():
            verb = line.split(":")[0].split()[0].upper()
            if verb == "RCPT" or (verb == "DATA" and self.server.answers.get("DATA")):
                self.answer(self.server.answers.get(verb, "250 ok"))
            elif verb == "DATA":
                self.answer("354 go on")
                self.server.letters.append(self.read_letter())
                if self.server.drop_after_data:
                    return
                self.answer("250 kept")
            elif verb == "QUIT":
                self.answer("221 bye")
                return
            else:
                self.answer("250 ok")

    def read_letter(self) -> bytes:
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            lines.append(line.removeprefix(b"."))
        return b"".join(lines)


class MailServer(socketserver.ThreadingTCPServer):
    """A mail server on loopback that keeps letters, or answers as `answers` tells it to."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _MailHandler)
        self.letters: list[bytes] = []
        self.answers: dict[str, str] = {}
        self.drop_after_data = False


@pytest.fixture
def mail_server(settings):
    server = MailServer()
    Thread(target=server.serve_forever, args=[0.05], daemon=True).start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = server.server_address
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.EMAIL_TIMEOUT = 2
    yield server
    server.shutdown()
    server.server_close()
