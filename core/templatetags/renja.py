"""Filters that every template may use: money, dates, text."""

from functools import cache, lru_cache

from django import template
from django.templatetags.static import static
from django.utils.html import conditional_escape, format_html, linebreaks
from django.utils.safestring import SafeString, mark_safe

from core import dates, money
from core.kept_parts import marked
from core.languages import in_readers_words
from core.paging import MANY
from core.phones import readable_number
from core.qr import qr_svg
from core.reference import current_reference

register = template.Library()
register.filter("readers", in_readers_words)
register.filter("phone", readable_number)
NOTHING = "–"


def _or_nothing(show):
    """Print a dash for what is not there, so that templates need no `if`."""

    def shown(value):
        return NOTHING if value is None or value == "" else show(value)

    shown.__doc__ = show.__doc__
    return shown


for _name, _show in {
    "rupiah": money.rupiah,
    "rupiah_short": money.rupiah_short,
    "rupiah_in_words": money.rupiah_in_words,
    "number": money.number,
    "long_date": dates.long_date,
    "plain_date": dates.plain_date,
    "long_datetime": dates.long_datetime,
}.items():
    register.filter(_name, _or_nothing(_show))


@register.filter
def percent(part, total=None) -> str:
    """`{{ 3|percent:4 }}` → `75%`; without a total the value already counts in percent. One decimal."""
    if part is None or part == "" or total == 0:
        return NOTHING
    value = part if total is None else money.parse_number(part) * 100 / money.parse_number(total)
    return f"{money.number(round(money.parse_number(value), 1))}%"


@register.filter
def paragraphs(text) -> SafeString:
    """Plain text as escaped `<p>`: an empty line begins a new one, a line break stays a line break."""
    bare = str(text or "").strip()
    return mark_safe(linebreaks(bare, autoescape=True) if bare else "")


@register.simple_tag
def qr(address: str, label: str) -> SafeString:
    """A QR code that leads to this address; `label` says so to those who do not see it."""
    return format_html(
        '<div class="qr-code" role="img" aria-label="{}">{}</div>', label, mark_safe(qr_svg(address))
    )


@register.filter
def up_to_many(count) -> str:
    """What `count_up_to` counted: `12`, or `1.000+`."""
    if count is None or count == "":
        return NOTHING
    return f"{money.number(MANY)}+" if int(count) > MANY else money.number(count)


TONE_ICONS = {"ok": "check", "wait": "clock", "warn": "warning", "no": "cross", "sea": "flag"}


@register.simple_tag(name="icon")
@cache
def _icon(name: str, look: str = "") -> SafeString:
    """A picture of `icons.svg` beside words; `look` is one more CSS class. A tag, as `badge` is, and made once: pages hold many."""
    return format_html(
        '<svg class="icon{}" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        f" {look}" if look else "",
        static("img/icons.svg"),
        name,
    )


@register.simple_tag
def badge(tone: str, label: str, icon: str = "") -> SafeString:
    """A word in its colour, always with an icon: the named one, else that of its tone."""
    return _badge(tone, conditional_escape(label), icon)


@lru_cache(maxsize=1_000)
def _badge(tone: str, label: SafeString, icon: str) -> SafeString:
    """`label` is escaped already: two texts that differ in that alone must not share a place here."""
    picture = _icon(icon or TONE_ICONS.get(tone, "minus"))
    return format_html('<span class="badge {}">{}{}</span>', tone or "rest", picture, label)


@register.simple_tag
def reference() -> str:
    """The number of this request, to name to whoever helps."""
    return current_reference()


@register.simple_block_tag
def captured(content: str) -> str:
    """What stands inside, on one line and fit for an attribute; `{% captured as name %}` keeps it for a second use."""
    return mark_safe(" ".join(content.split()).replace('"', "&quot;"))


@register.simple_block_tag(takes_context=True)
def own_part(context, content: SafeString, name: str) -> SafeString:
    """What each signed-in reader has of their own in a page that is otherwise kept for everybody (`core.kept_parts`)."""
    request = getattr(context, "request", None)
    return mark_safe(marked(name, content)) if getattr(request, "kept_as", "") else content
