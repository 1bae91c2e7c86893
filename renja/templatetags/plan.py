"""What templates of the plan say about codes."""

from django import template

from renja.models import Renja
from urusan.codes import display_code

register = template.Library()


@register.filter
def plan_code(code: str, renja: Renja) -> str:
    """The code as this plan prints it: `{{ node.code|plan_code:renja }}`."""
    return display_code(code, renja.bidang_code)
