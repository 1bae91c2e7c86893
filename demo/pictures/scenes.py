"""The pictures that proposers attach in the demo, one scene each; drawings, so that nobody takes them for photographs."""

from collections.abc import Callable
from itertools import pairwise

from demo.pictures.brush import EARTH, GRASS, HEIGHT, INK, LEAF, LEAF_DARK, PAPER, SEA_DEEP, SUN, WIDTH, Brush


def classroom(brush: Brush) -> None:
    """A training: a board in front, people at laptops."""
    _room(brush, "#f7ecd8")
    brush.screen(330, 110, 540, 250)
    brush.waves(780, 300, 1.1)
    brush.person(960, 470, 1.5)
    for row, (y, size) in enumerate(((520, 1.1), (690, 1.35))):
        for column in range(4):
            x = 150 + column * 300 + (row % 2) * 40
            brush.person(x, y + 6, size, sits=True)
            brush.desk(x - 100, y + 20, 200)


def hall(brush: Brush) -> None:
    """Older people in the neighbourhood's hall, a helper beside them."""
    _room(brush, "#e8f0ea")
    for x in (90, 910):
        brush.box(x, 130, 200, 210, "#bfe3ee", round=8)
        brush.box(x + 94, 130, 12, 210, PAPER)
    brush.box(420, 130, 360, 70, SEA_DEEP, round=12)
    for row in range(2):
        brush.box(450, 152 + row * 20, 300 - row * 110, 9, PAPER, round=4)
    for column in range(5):
        x = 160 + column * 220
        brush.person(x, 560, 1.3, sits=True)
        brush.desk(x - 84, 574, 168)
    brush.person(700, 520, 1.5)


def clinic(brush: Brush) -> None:
    """A puskesmas and the poles that the cable would come along."""
    _outdoors(brush)
    brush.office(380, 560, 480, 230, sign="#2f7a58")
    brush.box(592, 350, 56, 56, "#2f7a58", round=10)
    brush.box(614, 358, 12, 40, PAPER)
    brush.box(600, 372, 40, 12, PAPER)
    poles = (80, 330, 960, 1150)
    for x in poles:
        brush.box(x - 6, 250, 12, 330, "#7b6a55")
        brush.box(x - 40, 268, 80, 9, "#7b6a55", round=3)
    for offset in (0, 12):
        for left, right in pairwise(poles):
            brush.line(
                [(left, 272 + offset), ((left + right) / 2, 300 + offset), (right, 272 + offset)], INK, 2.5
            )
    brush.road(620, 120)
    brush.tree(250, 570, 1.0)
    brush.palm(1010, 590, 1.0)
    for x in (470, 770):
        brush.person(x, 600, 0.9)


def flood(brush: Brush) -> None:
    """A crossing under water, a camera above it."""
    brush.sky("#6e8795", "#c9d3d3")
    for x, y in ((220, 130), (620, 90), (980, 150)):
        brush.cloud(x, y, 1.3)
    brush.hills(440, 90, "#7d9a8c")
    for x in (40, 230, 880, 1050):
        brush.house(x, 520, 150, 110)
    brush.road(520, 130)
    brush.sea(590)
    brush.camera(760, 640, 420)
    brush.box(500, 470, 26, 190, PAPER, round=4)
    for mark in range(6):
        brush.box(500, 480 + mark * 28, 26, 12, "#c8563b" if mark % 2 else INK)
    brush.person(330, 650, 1.0)
    for _ in range(90):
        left, top = brush.chance.uniform(0, WIDTH), brush.chance.uniform(0, HEIGHT)
        brush.line([(left, top), (left - 7, top + 26)], "#e4eef0", 1.6)


def tower(brush: Brush) -> None:
    """Houses behind a hill, a mast far away."""
    brush.sky("#f4b183", "#fdeccb")
    brush.sun(240, 300)
    brush.hills(520, 170, "#7fa38a")
    brush.mast(940, 420, 300)
    brush.waves(940, 112, 0.9, "#c8563b")
    brush.hills(620, 120, "#5f8d6c", 3)
    brush.ground(600)
    for x in (110, 320, 540):
        brush.house(x, 690, 160, 105)
    brush.tree(280, 700, 0.9)
    brush.palm(760, 700, 1.0)
    brush.person(860, 740, 1.1)
    brush.box(880, 660, 22, 38, INK, round=5)


def pier(brush: Brush) -> None:
    """Boats at the pier, where the signal should be."""
    _seaside(brush)
    for x in (140, 420):
        brush.boat(x, 560 + x % 60, 1.1)
    brush.box(560, 520, 640, 34, "#a8794c", round=3)
    for x in range(600, 1200, 110):
        brush.box(x, 540, 20, 160, "#85603c")
    brush.box(820, 360, 240, 160, "#f4efe3", round=4)
    brush.shape([(790, 366), (940, 290), (1090, 366)], "#3d6f7a")
    brush.box(1094, 270, 10, 250, "#6f7d85")
    brush.waves(1099, 262, 0.9)
    for x in (640, 710, 770):
        brush.person(x, 522, 0.85)


def radio(brush: Brush) -> None:
    """A boat that listens before sunrise."""
    brush.sky("#26476b", "#f7b27a", 430)
    brush.sun(860, 400, 60, "#ffd98a")
    brush.hills(440, 60, "#3a4f66")
    brush.sea(430)
    brush.boat(420, 600, 1.9)
    brush.line([(470, 430), (470, 300)], "#e8edee", 5)
    brush.waves(470, 296, 1.2)
    brush.person(330, 560, 1.1, sits=True)
    brush.boat(960, 500, 0.7)


def market(brush: Brush) -> None:
    """Stalls, and a screen where one can read about services."""
    _outdoors(brush)
    brush.ground(560, EARTH)
    for place in range(4):
        x = 40 + place * 230
        _stall(brush, x)
    brush.box(1010, 420, 120, 230, INK, round=14)
    brush.screen(1026, 440, 88, 120)
    brush.person(930, 690, 1.2)
    for x in (180, 420, 660):
        brush.person(x, 700, 1.15)


def library(brush: Brush) -> None:
    """Readers between shelves."""
    _room(brush, "#f3ead9")
    for x in (40, 300, 820):
        brush.box(x, 90, 230, 380, "#8e673d", round=6)
        for shelf in range(4):
            _books(brush, x + 12, 108 + shelf * 92, 206)
    brush.waves(690, 230, 1.2)
    for x in (250, 560, 880):
        brush.person(x, 640, 1.35, sits=True)
        brush.desk(x - 110, 652, 220)


def village_office(brush: Brush) -> None:
    """A kelurahan office on its street."""
    _outdoors(brush)
    brush.office(300, 570, 600, 200)
    brush.box(980, 230, 8, 350, "#e8edee")
    brush.box(988, 236, 96, 32, "#c8352b")
    brush.box(988, 268, 96, 32, PAPER)
    brush.road(630, 110)
    brush.tree(170, 580, 1.1)
    brush.tree(1110, 590, 0.9)
    for x in (420, 520, 760):
        brush.person(x, 610, 0.9)


def park(brush: Brush) -> None:
    """Children reading under trees."""
    _outdoors(brush)
    for x, size in ((120, 1.5), (1050, 1.7), (860, 1.0)):
        brush.tree(x, 590, size)
    brush.box(420, 400, 330, 190, "#f5ecd9", round=6)
    brush.shape([(380, 408), (585, 290), (790, 408)], "#b4563f")
    _books(brush, 450, 440, 270)
    brush.waves(585, 280, 1.0)
    for x in (300, 480, 640, 800):
        brush.person(x, 700, 1.1, sits=True)
        brush.box(x - 26, 664, 52, 30, PAPER, round=4)


def mangrove(brush: Brush) -> None:
    """A wooden walk through mangroves."""
    _seaside(brush)
    for x in range(40, 1200, 150):
        base = 600 + (x * 7) % 90
        for dx in (-40, -14, 14, 40):
            brush.line([(x, base - 70), (x + dx, base)], "#6b4b33", 7)
        brush.disc(x, base - 120, 78, LEAF if x % 4 else LEAF_DARK, tall=0.72)
    brush.shape([(470, 800), (730, 800), (640, 470), (585, 470)], "#b98a57")
    for step in range(9):
        y = 800 - step * 40
        half = 130 - step * 12.5
        brush.line([(603 - half, y), (603 + half, y)], "#8e673d", 4)
    brush.person(590, 610, 1.1)
    brush.person(650, 730, 1.4)


def terminal(brush: Brush) -> None:
    """A bus at its stop, under a board without words."""
    _outdoors(brush)
    brush.box(90, 300, 1020, 26, "#3d6f7a", round=6)
    for x in (130, 600, 1050):
        brush.box(x, 320, 18, 280, "#8b979e")
    brush.screen(260, 350, 280, 100, INK)
    brush.road(600, 150)
    brush.box(620, 430, 460, 220, "#d99a2b", round=26)
    for x in range(650, 1010, 84):
        brush.box(x, 460, 66, 74, "#bfe3ee", round=8)
    for x in (720, 980):
        brush.disc(x, 650, 40, INK)
        brush.disc(x, 650, 16, "#9aa7ae")
    for x in (190, 290, 400, 500):
        brush.person(x, 612, 1.0)


SCENES: dict[str, Callable[[Brush], None]] = {
    "kelas": classroom,
    "balai": hall,
    "puskesmas": clinic,
    "banjir": flood,
    "menara": tower,
    "dermaga": pier,
    "radio": radio,
    "pasar": market,
    "perpustakaan": library,
    "kelurahan": village_office,
    "taman": park,
    "mangrove": mangrove,
    "terminal": terminal,
}


def _room(brush: Brush, wall: str) -> None:
    brush.box(0, 0, WIDTH, HEIGHT, wall)
    brush.box(0, 480, WIDTH, HEIGHT - 480, "#cfae82")
    brush.box(0, 470, WIDTH, 12, "#b39067")


def _outdoors(brush: Brush) -> None:
    brush.sky()
    brush.sun(1010, 130)
    brush.cloud(230, 130)
    brush.cloud(640, 90, 0.8)
    brush.hills(520, 120, "#a9c9a4")
    brush.ground(560, GRASS)


def _seaside(brush: Brush) -> None:
    brush.sky("#8fcbe0", "#fdeccb", 420)
    brush.sun(260, 180)
    brush.cloud(720, 120)
    brush.hills(430, 70, "#86ae93")
    brush.sea(420)


def _stall(brush: Brush, x: float) -> None:
    for stripe in range(6):
        brush.shape(
            [(x + stripe * 34, 360), (x + stripe * 34 + 34, 360), (x + stripe * 38 + 24, 430), (x + stripe * 38 - 14, 430)],
            "#c8563b" if stripe % 2 else PAPER,
        )  # fmt: skip
    for pole in (x + 2, x + 190):
        brush.box(pole, 430, 10, 190, "#85603c")
    brush.box(x - 6, 540, 216, 80, "#b98a57", round=4)
    for fruit in range(9):
        brush.disc(x + 14 + fruit * 23, 534, 13, (SUN, "#c8563b", LEAF)[fruit % 3])


def _books(brush: Brush, x: float, y: float, width: float) -> None:
    right = x + width
    brush.box(x, y + 66, width, 8, "#6b4b33")
    while x < right - 20:
        thick, high = brush.chance.uniform(10, 20), brush.chance.uniform(44, 64)
        brush.box(
            x,
            y + 66 - high,
            thick,
            high,
            brush.chance.choice(("#c8563b", "#2f7f8a", "#e0a02f", "#5b6fa8", "#6a8f4e")),
        )
        x += thick + 3
