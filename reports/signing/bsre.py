"""Signing by the national service (BSrE, e-sign client): the key stays there; NIK and passphrase are passed on and kept nowhere.

Off unless BSRE_URL is set. What it answers is checked like every other signature before it is kept.
"""

import http
import json

import requests  # noqa: TID251 (the one service elsewhere that an office may name, off by itself)
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
        return Signed(
            _ask(told, request.pdf),
            _("Sertifikat elektronik BSrE atas nama %(name)s") % {"name": request.name},
        )


@sensitive_variables()
def _ask(told: dict[str, str], pdf: bytes) -> bytes:
    """The signed PDF. What the service refuses is said in its own words; redirects are not followed."""
    try:
        with requests.post(
            f"{settings.BSRE_URL}/api/sign/pdf",
            data=told,
            files={"file": ("naskah.pdf", pdf, "application/pdf")},
            auth=(settings.BSRE_USERNAME, settings.BSRE_PASSWORD),
            timeout=SECONDS,
            allow_redirects=False,
            stream=True,
        ) as answer:
            content = answer.raw.read(LARGEST_ANSWER, decode_content=True)
    except (requests.RequestException, OSError) as error:
        raise SigningRefused(
            _("Layanan BSrE tidak dapat dihubungi. Coba lagi, atau tanda tangani dengan cara lain.")
        ) from error
    if answer.status_code != http.HTTPStatus.OK:
        raise SigningRefused(
            _("Layanan BSrE menolak: %(why)s") % {"why": _reason(answer.status_code, content)}
        )
    return content


def _reason(status: int, content: bytes) -> str:
    """The sentence in its answer, else the code."""
    try:
        told = json.loads(content[:4000]).get("error", "")
    except (ValueError, AttributeError):
        told = ""
    return str(told)[:200] or str(status)
