"""The colours of tokens.css can be read, in light and in dark (WCAG 2.2 AA)."""

import re
from pathlib import Path

import pytest
from django.conf import settings

TOKENS = (Path(settings.BASE_DIR) / "static/css/tokens.css").read_text()
LIGHT, DARK = TOKENS.split("@media (prefers-color-scheme: dark)")[:2]
SURFACES = ("paper", "surface", "sunken")
TEXT = [
    (text, surface) for text in ("ink", "ink-2", "ink-3", "sea", "sea-strong", "no") for surface in SURFACES
]
TEXT += [(tone, f"{tone}-soft") for tone in ("ok", "wait", "warn", "no", "rest")]
TEXT += [("ink", f"{tone}-soft") for tone in ("ok", "wait", "warn", "no", "rest", "sea", "sun")]
TEXT += [("ink-2", "sea-soft"), ("sea-strong", "sea-soft"), ("sea", "sea-soft")]
TEXT += [
    ("sun-ink", "sun"),
    ("sun-ink", "sun-strong"),
    ("on-sea", "sea"),
    ("on-sea", "sea-strong"),
    ("on-no", "no"),
]
TEXT += [(text, deep) for text in ("on-deep", "on-deep-2") for deep in ("deep-1", "deep-2", "deep-3")]
TEXT += [("on-strip", "strip"), ("sun", "strip"), ("ok", "surface"), ("ok", "paper")]
# Borders of fields and what marks the focus: 3 to 1.
SHAPES = [("field", surface) for surface in SURFACES] + [("sea", surface) for surface in SURFACES]


def colours(css: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6})\b", css))


PALETTES = {"light": colours(LIGHT), "dark": colours(LIGHT) | colours(DARK)}


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: str, second: str) -> float:
    low, high = sorted((luminance(first), luminance(second)))
    return (high + 0.05) / (low + 0.05)


def test_contrast_of_black_on_white_is_21():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("mode", PALETTES)
@pytest.mark.parametrize(("text", "ground"), TEXT)
def test_text_can_be_read(mode, text, ground):
    palette = PALETTES[mode]
    assert contrast(palette[text], palette[ground]) >= 4.5


@pytest.mark.parametrize("mode", PALETTES)
@pytest.mark.parametrize(("shape", "ground"), SHAPES)
def test_shape_can_be_seen(mode, shape, ground):
    palette = PALETTES[mode]
    assert contrast(palette[shape], palette[ground]) >= 3


@pytest.mark.parametrize("surface", SURFACES)
def test_amber_ring_stands_out_in_the_dark(surface):
    assert contrast(PALETTES["dark"]["sun"], PALETTES["dark"][surface]) >= 3


@pytest.mark.parametrize("surface", [*SURFACES, "sun"])
def test_ink_ring_stands_out_in_the_light(surface):
    assert contrast(PALETTES["light"]["ink"], PALETTES["light"][surface]) >= 3


def test_only_tokens_hold_colours():
    sheets = (Path(settings.BASE_DIR) / "static/css").glob("*.css")
    named = {
        s.name: re.findall(r"#[0-9a-fA-F]{3,8}\b(?=[\s;,)])", s.read_text())
        for s in sheets
        if s.name != "tokens.css"
    }
    assert {name: found for name, found in named.items() if found} == {}
