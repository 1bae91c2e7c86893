"""The neutral sign of the demo's host: a house over waves, in the colours of the portal."""

import math
from io import BytesIO

from PIL import Image, ImageDraw

SIDE, SCALE, STEPS = 640, 3, 600
SEA, SUN, WHITE = "#0b6470", "#f2b441", "#ffffff"


def draw_logo() -> bytes:
    """A PNG with a clear background."""
    size = SIDE * SCALE
    sheet = Image.new("RGBA", (size, size), (0, 0, 0, 0))
    pen = ImageDraw.Draw(sheet)
    pen.ellipse([0, 0, size - 1, size - 1], fill=SEA)
    pen.ellipse(_square(size, 0.035), outline=SUN, width=size // 60)
    roof = [(0.27, 0.47), (0.5, 0.27), (0.73, 0.47)]
    pen.line([(x * size, y * size) for x, y in roof], fill=WHITE, width=size // 14, joint="curve")
    for x, y in (roof[0], roof[2]):
        _dot(pen, x * size, y * size, size / 28, WHITE)
    _wave(pen, size, 0.6, WHITE)
    _wave(pen, size, 0.72, SUN)
    target = BytesIO()
    sheet.resize((SIDE, SIDE), Image.Resampling.LANCZOS).save(target, "PNG", optimize=True)
    return target.getvalue()


def _square(size: int, margin: float) -> list[float]:
    return [size * margin, size * margin, size * (1 - margin), size * (1 - margin)]


def _dot(pen: ImageDraw.ImageDraw, x: float, y: float, radius: float, colour: str) -> None:
    pen.ellipse([x - radius, y - radius, x + radius, y + radius], fill=colour)


def _wave(pen: ImageDraw.ImageDraw, size: int, level: float, colour: str) -> None:
    """Two bows across the middle."""
    points = [
        (size * (0.24 + 0.52 * n / STEPS), size * (level - 0.035 * math.sin(n / STEPS * 4 * math.pi)))
        for n in range(STEPS + 1)
    ]
    for x, y in points:
        _dot(pen, x, y, size / 32, colour)
