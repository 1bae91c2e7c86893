"""What templates of the plan say about codes."""

from decimal import Decimal

from django import template

from core.money import number, rupiah
from core.sections import Section
from renja.models import Renja
from renja.reading import readable_html
from renja.sections import plan_sections
from urusan.codes import display_code

register = template.Library()


@register.filter
def plan_code(code: str, renja: Renja) -> str:
    """The code as this plan prints it: `{{ node.code|plan_code:renja }}`."""
    return display_code(code, renja.bidang_code)


@register.filter
def typed(value: Decimal | str | None) -> str:
    """What a cell holds, as one would type it: `{{ line.pagu|typed }}` → `1.250.000`; nothing stays empty."""
    return number(value) if isinstance(value, Decimal) else value or ""


@register.filter
def stored_number(text: str | None) -> str:
    """A number as a revision keeps it, for readers: `{{ "1250.5"|stored_number }}` → `1.250,5`; nothing becomes a dash."""
    return number(Decimal(text)) if text else "–"


@register.filter
def stored_rupiah(text: str | None) -> str:
    """The same for rupiah."""
    return rupiah(Decimal(text)) if text else "–"


@register.filter
def frozen_text(html: str) -> str:
    """The text of a chapter as a revision keeps it, cleaned once more: `{{ chapter.html|frozen_text|safe }}`."""
    return readable_html(html)


@register.simple_tag(takes_context=True)
def sections_of_plan(context, current: str) -> list[Section]:
    """The parts of the work on the plan of `year`; counts what the page has read of proposals and findings."""
    coverage, found = context.get("coverage"), context.get("completeness")
    counts = {
        "renja:homeless": coverage.homeless if coverage else 0,
        "renja:completeness": len(found.musts) if found else 0,
    }
    return plan_sections(context["year"], current, context["request"].user, counts)
