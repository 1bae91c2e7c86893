"""A small drawing kit for the demo's pictures: sky, sea, houses, trees, masts. Coordinates in picture points."""

import math
import random
from io import BytesIO

from PIL import Image, ImageDraw, ImageFilter

WIDTH, HEIGHT = 1200, 800
SCALE = 2  # drawn larger and reduced, so that edges are smooth
QUALITY = 84

INK, PAPER, SUN = "#10283a", "#f6f7f4", "#f2b441"
SEA, SEA_DEEP, SEA_LIGHT = "#2a8591", "#0b6470", "#8fd0d6"
LEAF, LEAF_DARK, GRASS = "#4d8a5a", "#2f6444", "#9cc28a"
EARTH, ROAD, LINE = "#d9c29c", "#59666f", "#f3ead2"
WALLS = ("#f3e3c8", "#e9d5c3", "#dfe8e4", "#f5ecd9", "#e5dce8")
ROOFS = ("#b4563f", "#8c4a3c", "#3d6f7a", "#a8702e")
SHIRTS = ("#c8563b", "#2f7f8a", "#e0a02f", "#5b6fa8", "#6a8f4e", "#93527e")
SKINS = ("#8d5b3f", "#a9714f", "#74482f")

Point = tuple[float, float]


class Brush:
    """A sheet and the shapes that the demo's scenes are made of."""

    def __init__(self, seed: str) -> None:
        self.sheet = Image.new("RGB", (WIDTH * SCALE, HEIGHT * SCALE), PAPER)
        self.pen = ImageDraw.Draw(self.sheet)
        self.chance = random.Random(seed)

    def jpeg(self) -> bytes:
        """The finished picture."""
        picture = self.sheet.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
        target = BytesIO()
        picture.save(target, "JPEG", quality=QUALITY, optimize=True)
        return target.getvalue()

    # --- plain shapes -------------------------------------------------------------------------------

    def box(self, x: float, y: float, width: float, height: float, colour: str, *, round: float = 0) -> None:
        corners = [x * SCALE, y * SCALE, (x + width) * SCALE, (y + height) * SCALE]
        self.pen.rounded_rectangle(corners, radius=round * SCALE, fill=colour)

    def disc(self, x: float, y: float, radius: float, colour: str, *, tall: float = 1) -> None:
        r, h = radius * SCALE, radius * tall * SCALE
        self.pen.ellipse([x * SCALE - r, y * SCALE - h, x * SCALE + r, y * SCALE + h], fill=colour)

    def shape(self, points: list[Point], colour: str) -> None:
        self.pen.polygon([(x * SCALE, y * SCALE) for x, y in points], fill=colour)

    def line(self, points: list[Point], colour: str, width: float = 4) -> None:
        self.pen.line(
            [(x * SCALE, y * SCALE) for x, y in points],
            fill=colour,
            width=round(width * SCALE),
            joint="curve",
        )

    def arc(
        self, x: float, y: float, radius: float, start: float, end: float, colour: str, width: float = 6
    ) -> None:
        r = radius * SCALE
        corners = [x * SCALE - r, y * SCALE - r, x * SCALE + r, y * SCALE + r]
        self.pen.arc(corners, start, end, fill=colour, width=round(width * SCALE))

    # --- landscape -----------------------------------------------------------------------------------

    def sky(self, top: str = "#7fc1d9", bottom: str = "#fdeccb", until: float = HEIGHT) -> None:
        """From one colour to the other, downwards."""
        first, last = _channels(top), _channels(bottom)
        rows = int(until * SCALE)
        for y in range(rows):
            part = y / rows
            colour = tuple(round(a + (b - a) * part) for a, b in zip(first, last, strict=True))
            self.pen.line([(0, y), (WIDTH * SCALE, y)], fill=colour)

    def sun(self, x: float, y: float, radius: float = 56, colour: str = "#fff1c9") -> None:
        glow = Image.new("RGBA", self.sheet.size, (255, 240, 200, 0))
        reach, place = radius * 2.6 * SCALE, (x * SCALE, y * SCALE)
        corners = [place[0] - reach, place[1] - reach, place[0] + reach, place[1] + reach]
        ImageDraw.Draw(glow).ellipse(corners, fill=(255, 240, 200, 130))
        glow = glow.filter(ImageFilter.GaussianBlur(40 * SCALE))
        self.sheet.paste(glow, (0, 0), glow)
        self.disc(x, y, radius, colour)

    def cloud(self, x: float, y: float, size: float = 1) -> None:
        for dx, dy, radius in ((-60, 8, 32), (-20, -10, 44), (30, -2, 38), (70, 10, 28)):
            self.disc(x + dx * size, y + dy * size, radius * size, "#fffaf0", tall=0.72)

    def hills(self, base: float, height: float, colour: str, bumps: int = 4) -> None:
        points: list[Point] = [(0, HEIGHT)]
        phase, second = self.chance.uniform(0, 6), self.chance.uniform(0, 6)
        for x in range(0, WIDTH + 1, 8):
            wave = math.sin(x / WIDTH * math.pi * bumps + phase) + 0.4 * math.sin(x / 90 + second)
            points.append((x, base - height * (0.5 + 0.4 * wave)))
        self.shape([*points, (WIDTH, HEIGHT)], colour)

    def sea(self, level: float, until: float = HEIGHT) -> None:
        self.box(0, level, WIDTH, until - level, SEA)
        y = level + 14
        while y < until - 6:
            self._ripples(y)
            y += 16 + (y - level) / 9

    def _ripples(self, y: float) -> None:
        for _ in range(9):
            x, length = self.chance.uniform(0, WIDTH), self.chance.uniform(40, 150)
            self.line([(x, y), (x + length, y)], SEA_LIGHT, 2.5)

    def ground(self, level: float, colour: str = GRASS) -> None:
        self.box(0, level, WIDTH, HEIGHT - level, colour)

    def road(self, top: float, height: float) -> None:
        self.box(0, top, WIDTH, height, ROAD)
        for x in range(-20, WIDTH, 120):
            self.box(x, top + height / 2 - 4, 66, 8, LINE, round=2)

    # --- things --------------------------------------------------------------------------------------

    def tree(self, x: float, base: float, size: float = 1) -> None:
        self.box(x - 7 * size, base - 70 * size, 14 * size, 70 * size, "#7a5233")
        for dx, dy, radius in ((-34, -92, 38), (32, -96, 40), (0, -126, 46), (0, -84, 42)):
            self.disc(x + dx * size, base + dy * size, radius * size, LEAF_DARK if dx < 0 else LEAF)

    def palm(self, x: float, base: float, size: float = 1) -> None:
        top = (x + 26 * size, base - 190 * size)
        self.line([(x, base), (x + 10 * size, base - 100 * size), top], "#80603f", 13 * size)
        for angle in (-165, -130, -95, -60, -20, 15, 195):
            tip = (
                top[0] + 92 * size * math.cos(math.radians(angle)),
                top[1] + 60 * size * math.sin(math.radians(angle)) + 22 * size,
            )
            middle = ((top[0] + tip[0]) / 2, (top[1] + tip[1]) / 2 - 24 * size)
            self.line([top, middle, tip], LEAF_DARK if angle % 2 else LEAF, 11 * size)

    def house(self, x: float, base: float, width: float = 150, height: float = 100) -> None:
        wall, roof = self.chance.choice(WALLS), self.chance.choice(ROOFS)
        self.box(x, base - height, width, height, wall)
        self.shape(
            [
                (x - 16, base - height),
                (x + width / 2, base - height - width * 0.42),
                (x + width + 16, base - height),
            ],
            roof,
        )
        self.box(x + width * 0.4, base - height * 0.56, width * 0.2, height * 0.56, "#7a5233", round=3)
        for part in (0.1, 0.7):
            self.box(x + width * part, base - height * 0.68, width * 0.2, height * 0.3, SEA_LIGHT, round=3)

    def office(
        self, x: float, base: float, width: float, height: float, *, storeys: int = 2, sign: str = SEA_DEEP
    ) -> None:
        """A public building: flat roof, rows of windows, a door under a coloured board."""
        self.box(x, base - height, width, height, "#f4efe3")
        self.box(x - 14, base - height - 18, width + 28, 24, sign, round=4)
        across = max(3, int(width // 74))
        for row in range(storeys):
            for column in range(across):
                left = x + 22 + column * (width - 44) / across
                self.box(
                    left,
                    base - height + 34 + row * height / (storeys + 0.3),
                    38,
                    height / (storeys + 1.6),
                    SEA_LIGHT,
                    round=4,
                )
        middle = x + width / 2
        self.box(middle - 44, base - 96, 88, 96, "#31505c", round=4)
        self.box(middle - 90, base - 126, 180, 26, sign, round=6)

    def person(self, x: float, base: float, size: float = 1, *, sits: bool = False) -> None:
        shirt, skin = self.chance.choice(SHIRTS), self.chance.choice(SKINS)
        legs = 0 if sits else 46 * size
        if legs:
            self.box(x - 15 * size, base - legs, 13 * size, legs, "#33475b", round=4)
            self.box(x + 2 * size, base - legs, 13 * size, legs, "#33475b", round=4)
        self.box(x - 24 * size, base - legs - 66 * size, 48 * size, 70 * size, shirt, round=18 * size)
        self.disc(x, base - legs - 86 * size, 20 * size, skin)
        if self.chance.random() < 0.5:
            self.disc(x, base - legs - 94 * size, 21 * size, self.chance.choice(SHIRTS), tall=0.62)

    def waves(self, x: float, y: float, size: float = 1, colour: str = SUN) -> None:
        """The sign of a wireless signal, opening upwards."""
        for radius in (26, 48, 70):
            self.arc(x, y, radius * size, 222, 318, colour, 9 * size)
        self.disc(x, y, 9 * size, colour)

    def mast(self, x: float, base: float, height: float) -> None:
        """A lattice tower."""
        spread, top = height * 0.11, base - height
        for side in (-1, 1):
            self.line([(x + side * spread, base), (x + side * spread * 0.2, top)], "#8b979e", 6)
        for step in range(8):
            low, high = step / 8, (step + 1) / 8
            left, right = spread * (1 - 0.8 * low), spread * (1 - 0.8 * high)
            self.line([(x - left, base - height * low), (x + right, base - height * high)], "#8b979e", 3.5)
            self.line([(x + left, base - height * low), (x - right, base - height * high)], "#8b979e", 3.5)
        for side in (-1, 1):
            self.box(x + side * 20 - 6, top - 8, 12, 52, "#e8edee", round=5)

    def boat(self, x: float, level: float, size: float = 1) -> None:
        hull = [
            (x - 110 * size, level - 26 * size),
            (x + 120 * size, level - 34 * size),
            (x + 84 * size, level + 20 * size),
            (x - 80 * size, level + 20 * size),
        ]
        self.shape(hull, self.chance.choice(("#c8563b", "#2f6f86", "#d99a2b")))
        self.line([hull[0], hull[1]], PAPER, 6 * size)
        self.box(x - 34 * size, level - 82 * size, 74 * size, 54 * size, PAPER, round=6 * size)
        self.box(x - 44 * size, level - 92 * size, 96 * size, 14 * size, "#3d6f7a", round=4 * size)
        self.box(x - 20 * size, level - 70 * size, 22 * size, 22 * size, SEA_LIGHT, round=3)

    def camera(self, x: float, base: float, height: float) -> None:
        """A pole with a camera that looks to the left."""
        self.box(x - 6, base - height, 12, height, "#6f7d85", round=3)
        self.line([(x, base - height + 14), (x - 74, base - height + 14)], "#6f7d85", 9)
        self.box(x - 132, base - height - 2, 66, 34, PAPER, round=8)
        self.disc(x - 130, base - height + 15, 13, INK)
        self.disc(x - 133, base - height + 12, 4, SEA_LIGHT)

    def screen(self, x: float, y: float, width: float, height: float, colour: str = SEA_DEEP) -> None:
        self.box(x - 8, y - 8, width + 16, height + 16, INK, round=10)
        self.box(x, y, width, height, colour, round=4)
        for row in range(3):
            self.box(
                x + 18, y + 20 + row * height / 4, width * (0.7 - 0.14 * row), height / 11, SEA_LIGHT, round=4
            )

    def desk(self, x: float, y: float, width: float) -> None:
        """A table with an open laptop."""
        self.box(x, y, width, 14, "#b98a57", round=4)
        self.box(x + 12, y + 14, 10, 60, "#8e673d")
        self.box(x + width - 22, y + 14, 10, 60, "#8e673d")
        self.box(x + width / 2 - 36, y - 46, 72, 44, INK, round=5)
        self.box(x + width / 2 - 30, y - 40, 60, 32, SEA_LIGHT, round=3)
        self.box(x + width / 2 - 46, y - 6, 92, 8, "#9aa7ae", round=4)


def _channels(colour: str) -> tuple[int, int, int]:
    return tuple(int(colour[place : place + 2], 16) for place in (1, 3, 5))  # type: ignore[return-value]
