from datetime import date
from decimal import Decimal

import pytest
from django.template import Context, Template


def show(expression: str, **context) -> str:
    return Template("{% load renja %}{{ " + expression + " }}").render(Context(context))


@pytest.mark.parametrize(
    ("expression", "value", "text"),
    [
        ("x|rupiah", 1250000, "Rp1.250.000"),
        ("x|rupiah_short", 6_200_000_000, "Rp6,2 miliar"),
        ("x|number", Decimal("12.50"), "12,5"),
        ("x|long_date", date(2026, 11, 23), "Senin, 23 November 2026"),
        ("x|plain_date", date(2026, 11, 23), "23 November 2026"),
        ("x|long_datetime", None, "–"),
        ("x|rupiah", None, "–"),
        ("x|rupiah", 0, "Rp0"),
        ("x|percent", Decimal("45.678"), "45,7%"),
        ("x|percent:4", 3, "75%"),
        ("x|percent:0", 3, "–"),
        ("x|percent:3", 0, "0%"),
        ("x|percent", None, "–"),
    ],
)
def test_filter_shows(expression, value, text):
    assert show(expression, x=value) == text


def test_paragraphs_escapes_and_keeps_lines():
    shown = show("x|paragraphs", x="Satu <b>\ndua\n\n\ntiga & empat\n")
    assert shown == "<p>Satu &lt;b&gt;<br>dua</p>\n\n<p>tiga &amp; empat</p>"


def test_paragraphs_of_nothing_is_nothing():
    assert show("x|paragraphs", x=None) == ""
    assert show("x|paragraphs", x="  ") == ""
