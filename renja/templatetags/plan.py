"""What templates of the plan say about codes."""

from decimal import Decimal

from django import template

from core.money import number
from renja.models import Renja
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
