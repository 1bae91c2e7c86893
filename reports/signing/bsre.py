"""Signing by the national service (BSrE, e-sign client): the key stays there; NIK and passphrase are passed on and kept nowhere.

Off unless BSRE_URL is set. What it answers is checked like every other signature before it is kept.
"""

import base64
import http
import http.client
import json
import secrets
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables

from reports.signing.signer import Request, Signed, SigningRefused

SECONDS = 30
LARGEST_ANSWER = 60 * 1024 * 1024


def is_available() -> bool:
    return bool(settings.BSRE_URL)


class BsreSigner:
    """One person's signature, asked for once."""

    @sensitive_variables()
    def __init__(self, nik: str, passphrase: str) -> None:
        self._nik, self._passphrase = nik, passphrase

    @sensitive_variables()
    def sign(self, request: Request) -> Signed:
        left, bottom, _right, _top = request.place.box
        width, height = request.place.size
        told = {
            "nik": self._nik, "passphrase": self._passphrase, "tampilan": "visible", "image": "false",
            "linkQR": request.address, "page": str(request.place.page + 1), "xAxis": f"{left:.0f}",
            "yAxis": f"{bottom:.0f}", "width": f"{width:.0f}", "height": f"{height:.0f}",
            "reason": request.reason, "location": request.location,
        }  # fmt: skip
        body, kind = _form(told, request.pdf)
        return Signed(
            _ask(body, kind), _("Sertifikat elektronik BSrE atas nama %(name)s") % {"name": request.name}
        )


@sensitive_variables()
def _form(told: dict[str, str], pdf: bytes) -> tuple[bytes, str]:
    """multipart/form-data by hand: a dozen fields and one file."""
    mark = secrets.token_hex(16)
    parts = [
        f'--{mark}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in told.items()
    ]
    head = f'--{mark}\r\nContent-Disposition: form-data; name="file"; filename="naskah.pdf"\r\n'
    parts += [head.encode(), b"Content-Type: application/pdf\r\n\r\n", pdf, f"\r\n--{mark}--\r\n".encode()]
    return b"".join(parts), f"multipart/form-data; boundary={mark}"


def _ask(body: bytes, kind: str) -> bytes:
    """The signed PDF. What the service refuses is said in its own words; redirects are not followed."""
    login = base64.b64encode(f"{settings.BSRE_USERNAME}:{settings.BSRE_PASSWORD}".encode()).decode()
    headers = {"Content-Type": kind, "Authorization": f"Basic {login}"}
    line = _line()
    try:
        line.request("POST", urlsplit(settings.BSRE_URL).path + "/api/sign/pdf", body, headers)
        answer = line.getresponse()
        content = answer.read(LARGEST_ANSWER)
    except (OSError, http.client.HTTPException) as error:
        raise SigningRefused(
            _("Layanan BSrE tidak dapat dihubungi. Coba lagi, atau tanda tangani dengan cara lain.")
        ) from error
    finally:
        line.close()
    if answer.status != http.HTTPStatus.OK:
        raise SigningRefused(_("Layanan BSrE menolak: %(why)s") % {"why": _reason(answer.status, content)})
    return content


def _line() -> http.client.HTTPConnection:
    parts = urlsplit(settings.BSRE_URL)
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    return kind(parts.hostname or "", parts.port, timeout=SECONDS)


def _reason(status: int, content: bytes) -> str:
    """The sentence in its answer, else the code."""
    try:
        told = json.loads(content[:4000]).get("error", "")
    except (ValueError, AttributeError):
        told = ""
    return str(told)[:200] or str(status)
