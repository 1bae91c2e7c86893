"""Pages are read in the language that their reader chose; deeds are done, and kept, in the portal's own.

Only a choice counts (a cookie), never what a browser asks for: many phones in Indonesia are set to English. What a
request writes down (history, letters, the record) is Indonesian, so the views of everything but reading run in
Indonesian, and only the page that answers is put into the reader's words, with all that was left lazy. Staff pages and
official files stay Indonesian.
"""

from contextvars import ContextVar

from django.conf import settings
from django.http import HttpRequest
from django.template.backends.django import DjangoTemplates, Template
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.functional import lazy

OFFICIAL_PLACES = ("/kerja/", "/admin/", "/api/", "/aspirasi/formulir/", "/layar/")
OFFICIAL_FILES = (".csv", ".xlsx", ".json", ".pdf", ".zip", ".docx", ".ics")
READING = ("GET", "HEAD")
YEAR = 365 * 24 * 3600

_readers: ContextVar[str] = ContextVar("readers_language", default=settings.LANGUAGE_CODE)


def reading_language(get_response):
    """Sets `request.reading_language` and speaks it; the first of all that shows anything."""

    def middleware(request: HttpRequest):
        request.reading_language = language = _chosen(request)  # type: ignore[attr-defined]
        token = _readers.set(language)
        try:
            with translation.override(language):
                response = get_response(request)
        finally:
            _readers.reset(token)
        response.headers.setdefault("Content-Language", language)
        patch_vary_headers(response, ["Cookie"])
        return response

    return middleware


def deeds_in_our_language(get_response):
    """Around the views alone: whatever may write something down runs in Indonesian."""

    def middleware(request: HttpRequest):
        if request.method in READING:
            return get_response(request)
        with translation.override(settings.LANGUAGE_CODE):
            return get_response(request)

    return middleware


def is_official(path: str) -> bool:
    """Whether what lies there is Indonesian for everybody."""
    return path.startswith(OFFICIAL_PLACES) or path.endswith(OFFICIAL_FILES)


def _chosen(request: HttpRequest) -> str:
    asked = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    known = asked in dict(settings.LANGUAGES) and not is_official(request.path_info)
    return asked if known else settings.LANGUAGE_CODE


def to_reader() -> translation.override:
    """`with to_reader():` speaks to whoever asked, in the middle of a deed; outside of requests in Indonesian."""
    return translation.override(_readers.get())


def in_readers_words(text) -> str:
    """What was written down in Indonesian, in the language spoken now, where the catalogue knows the whole of it.

    So for titles of history, usual phases and refusals; what people typed stays as they typed it.
    """
    written = str(text)
    return translation.gettext(written) if written.strip() and is_english() else written


def _filled(sentence, words: dict) -> str:
    return str(sentence) % words


filled_later = lazy(
    _filled, str
)  # filled_later(gettext_lazy("… %(name)s …"), {"name": …}): put into words when it is read


def is_english() -> bool:
    """Whether what is written now is for a reader of English."""
    return (translation.get_language() or "").startswith("en")


class ReadersTemplates(DjangoTemplates):
    """Django's templates, rendered in the language of whoever asked for the page."""

    def get_template(self, template_name):
        return ReadersTemplate(super().get_template(template_name).template, self)


class ReadersTemplate(Template):
    def render(self, context=None, request=None):
        language = getattr(request, "reading_language", None)
        if language is None:
            return super().render(context, request)
        with translation.override(language):
            return super().render(context, request)
