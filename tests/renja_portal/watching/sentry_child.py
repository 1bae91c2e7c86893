"""A process of its own that tells its errors to Sentry: prints what would have left, one event a line."""

import json
import logging
import sys

import django
from django.http import HttpRequest, HttpResponse
from django.test import Client

from core.pages import FORM, page

django.setup()

import sentry_sdk  # noqa: E402 (after the settings that would load it)
from django.conf import settings  # noqa: E402

from renja_portal.urls import handler500  # noqa: E402

PERSON = "Siti Zulaikha"


def broken(request: HttpRequest) -> HttpResponse:
    name = request.POST.get("name", PERSON)
    logging.getLogger("renja.uji").error("letter to %s failed", name)
    raise RuntimeError(f"no room for {name} in {request.get_full_path()}")


urlpatterns = [page("uji/rusak/", broken, "broken", methods=FORM)]


class Kept(sentry_sdk.Transport):
    """Instead of the network."""

    def capture_envelope(self, envelope) -> None:
        for item in envelope.items:
            print(json.dumps(item.payload.json), flush=True)


def main() -> None:
    from renja_portal.watching.errors import tell_errors

    tell_errors("https://key@sentry.invalid/1", "uji", transport=Kept)
    settings.ROOT_URLCONF = __name__
    settings.ALLOWED_HOSTS = ["testserver"]
    client = Client(raise_request_exception=False, REMOTE_ADDR="203.0.113.9")
    client.cookies["lain"] = "kue-rahasia"
    client.post(
        "/uji/rusak/?q=Siti+Zulaikha", {"name": PERSON}, headers={"Authorization": "Bearer kata-rahasia"}
    )
    sentry_sdk.flush()


if __name__ == "__main__":
    assert handler500
    sys.modules["sentry_child"] = sys.modules["__main__"]
    main()
