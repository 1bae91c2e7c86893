"""A server behind nginx that says what reached it, and remembers it."""

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

LARGE = "/besar/"
LARGE_BYTES = 8 * 1024 * 1024


class EchoServer(ThreadingHTTPServer):
    """`seen`: a row for each request that came through, with every header and the length of what was sent."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.seen: list[dict] = []
        self.finished: list[float] = []  # when each answer had been handed over

    @property
    def upstream(self) -> str:
        return f"server 127.0.0.1:{self.server_address[1]} max_fails=0;"

    def start(self) -> "EchoServer":
        threading.Thread(target=self.serve_forever, daemon=True).start()
        return self

    def stop(self) -> None:
        self.shutdown()
        self.server_close()


class Handler(BaseHTTPRequestHandler):
    server: EchoServer
    protocol_version = "HTTP/1.1"

    def _answer(self) -> None:
        length = len(self.rfile.read(int(self.headers.get("Content-Length") or 0)))
        told = {
            "method": self.command, "path": self.path, "length": length,
            "headers": [(name, value) for name, value in self.headers.items()],
        }  # fmt: skip
        self.server.seen.append(told)
        body = b"x" * LARGE_BYTES if self.path == LARGE else json.dumps(told).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("X-Request-ID", "7F3A-21C9")
        self.send_header("Strict-Transport-Security", "max-age=31536000; includeSubDomains; preload")
        self.end_headers()
        self.wfile.write(body)
        self.server.finished.append(time.monotonic())

    do_GET = do_HEAD = do_POST = do_PUT = do_DELETE = do_TRACE = do_OPTIONS = do_PATCH = _answer

    def log_message(self, format: str, *args) -> None:
        """Nothing: the test looks at what nginx writes."""
