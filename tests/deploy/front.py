"""The shipped nginx configuration, running: its own folder, its own ports, a certificate made for the moment."""

import datetime
import http.client
import os
import re
import shutil
import socket
import ssl
import subprocess
from dataclasses import dataclass
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from renja_portal.launcher import system
from renja_portal.launcher.folders import ROOT
from renja_portal.launcher.processes import pick_free_port
from tests.jobs.processes import wait_for

HOST = "renja.example.go.id"
SHIPPED = ROOT / "deploy" / "nginx"
DEBIAN = Path("/etc/nginx")  # what the package brings: nginx.conf, mime.types
# As the limits stand in the configuration; a test that waited for them would take minutes.
WAITS = {"client_header_timeout": "10s", "client_body_timeout": "20s"}
FAILED = 10  # seconds after which a question counts as unanswered


@dataclass
class Answer:
    """Every header with every value that it was sent with."""

    status: int
    headers: dict[str, list[str]]
    body: bytes

    def header(self, name: str) -> str:
        """The value of a header that must stand there once."""
        (value,) = self.headers[name.lower()]
        return value


class Front:
    """nginx as a city would run it, on free ports, in front of `upstream` (a line of renja-upstream.conf)."""

    def __init__(self, folder: Path, upstream: str, *, waits: str = "") -> None:
        self.folder, self.upstream, self.waits = folder, upstream, waits
        self.http, self.https = pick_free_port(), pick_free_port()
        self.etc, self.srv, self.log = folder / "etc", folder / "srv", folder / "log"
        self.process: subprocess.Popen | None = None
        for place in (self.etc / "sites-enabled", self.etc / "conf.d", self.srv / "data" / "media", self.log):
            place.mkdir(parents=True, exist_ok=True)
        (self.srv / "portal").symlink_to(ROOT)
        self._write()

    def _write(self) -> None:
        shutil.copytree(SHIPPED / "snippets", self.etc / "snippets")
        (self.etc / "snippets" / "renja-upstream.conf").write_text(self.upstream + "\n")
        for path in (self.etc / "snippets").iterdir():
            path.write_text(self._moved(path.read_text()))
        (self.etc / "sites-enabled" / "renja.conf").write_text(
            self._moved((SHIPPED / "renja.conf").read_text())
        )
        (self.etc / "nginx.conf").write_text(self._main((DEBIAN / "nginx.conf").read_text()))
        (self.etc / "mime.types").write_bytes((DEBIAN / "mime.types").read_bytes())
        make_certificate(self.etc)

    def _moved(self, text: str) -> str:
        """Other places and ports; what is served, and how, stays."""
        text = re.sub(r"\n\s*listen \[::\][^\n]*", "", text)
        text = re.sub(
            r"listen (80|443)\b",
            lambda found: f"listen 127.0.0.1:{self.http if found[1] == '80' else self.https}",
            text,
        )
        text = text.replace("/srv/renja/", f"{self.srv}/").replace("root /srv/renja;", f"root {self.srv};")
        text = text.replace(f"/etc/letsencrypt/live/{HOST}/", f"{self.etc}/").replace(
            "/var/log/nginx/", f"{self.log}/"
        )
        if self.waits:
            for name, value in WAITS.items():
                assert f"{name} {value};" in text or "server {" not in text
                text = text.replace(f"{name} {value};", f"{name} {self.waits};")
        return text

    def _main(self, text: str) -> str:
        """Debian's own file, with what it writes in our folder."""
        text = re.sub(r"^user [^;]+;", "user root;" if os.geteuid() == 0 else "", text, flags=re.MULTILINE)
        text = text.replace("/etc/nginx/modules-enabled", "/nonexistent")
        text = text.replace("/etc/nginx/", f"{self.etc}/").replace("/var/log/nginx/", f"{self.log}/")
        text = text.replace("/run/nginx.pid", f"{self.folder}/nginx.pid")
        kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        places = "".join(f"\n\t{kind}_temp_path {self.folder}/{kind};" for kind in kinds)
        return text.replace("http {", f"http {{{places}", 1)

    def command(self, *more: str) -> list[str]:
        return [system.find_nginx(), "-p", str(self.folder), "-c", str(self.etc / "nginx.conf"), *more]

    def check(self) -> str:
        """What `nginx -t` says."""
        done = subprocess.run(self.command("-t"), capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return done.stderr

    def start(self) -> "Front":
        self.process = subprocess.Popen(self.command("-g", "daemon off;"), stderr=subprocess.PIPE, text=True)
        wait_for(self._listens, left=lambda: self.process.poll())
        return self

    def _listens(self) -> bool:
        assert self.process.poll() is None, self.process.stderr.read()
        with socket.socket() as line:
            return line.connect_ex(("127.0.0.1", self.https)) == 0

    def stop(self) -> None:
        if self.process:
            self.process.terminate()
            self.process.communicate(timeout=20)

    def line(self, *, context: ssl.SSLContext | None = None, name: str = HOST) -> ssl.SSLSocket:
        """A TLS connection to it."""
        raw = socket.create_connection(("127.0.0.1", self.https), timeout=FAILED)
        return (context or trusting()).wrap_socket(raw, server_hostname=name)

    def say(self, request: bytes) -> Answer:
        """Exactly these bytes, and what is answered."""
        with self.line() as line:
            line.sendall(request)
            return read_answer(line)

    def ask(self, path: str, method: str = "GET", body: bytes = b"", **headers: str) -> Answer:
        given = {"Host": HOST, "Connection": "close", **{n.replace("_", "-"): v for n, v in headers.items()}}
        if body or method == "POST":
            given.setdefault("Content-Length", str(len(body)))
        lines = [f"{method} {path} HTTP/1.1", *(f"{name}: {value}" for name, value in given.items())]
        return self.say("\r\n".join(lines).encode() + b"\r\n\r\n" + body)


def trusting() -> ssl.SSLContext:
    """A client that takes the certificate of the moment."""
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context


def read_answer(line) -> Answer:
    answer = http.client.HTTPResponse(line)
    answer.begin()
    headers: dict[str, list[str]] = {}
    for name, value in answer.getheaders():
        headers.setdefault(name.lower(), []).append(value)
    return Answer(answer.status, headers, answer.read())


def make_certificate(folder: Path) -> None:
    """Files as certbot names them, good for a day."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HOST)])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(hours=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(HOST)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    (folder / "fullchain.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (folder / "privkey.pem").write_bytes(secret)
