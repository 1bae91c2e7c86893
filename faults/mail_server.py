"""A mail server on loopback, for tests and for what happens when it is away or rude."""

import socketserver
import time
from contextlib import suppress
from threading import Event, Thread


class _MailHandler(socketserver.StreamRequestHandler):
    def answer(self, text: str) -> None:
        self.wfile.write(text.encode() + b"\r\n")

    def handle(self) -> None:
        """One conversation; a client that is killed in the middle of it is nobody's fault."""
        self.server.conversations += 1
        with suppress(ConnectionError):
            self._talk()

    def _talk(self) -> None:
        if self.server.is_silent:
            self.rfile.readline()  # until whoever waits for a word hangs up
            return
        time.sleep(self.server.banner_seconds)
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
                self.server.may_say_goodbye.wait(5)
                self.answer(self.server.goodbye)
                return
            else:
                self.answer("250 ok")

    def read_letter(self) -> bytes:
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            if not line:
                raise ConnectionError("gone in the middle of a letter")
            lines.append(line.removeprefix(b"."))
        return b"".join(lines)


class MailServer(socketserver.ThreadingTCPServer):
    """A mail server on loopback that keeps letters, or answers as `answers` tells it to."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, port: int = 0) -> None:
        super().__init__(("127.0.0.1", port), _MailHandler)
        self.is_silent = False  # takes the line and says nothing
        self.banner_seconds = 0.0
        self.letters: list[bytes] = []
        self.answers: dict[str, str] = {}
        self.drop_after_data = False
        self.conversations = 0
        self.goodbye = "221 bye"
        self.may_say_goodbye = Event()
        self.may_say_goodbye.set()

    @property
    def port(self) -> int:
        return self.server_address[1]

    def start(self) -> None:
        Thread(target=self.serve_forever, args=[0.05], daemon=True).start()

    def stop(self) -> None:
        self.shutdown()
        self.server_close()
