"""How high the rows of a sheet must be for what stands in them. A sheet that says nothing of it is cut off by whatever does not
count it anew on opening, LibreOffice among them."""

import textwrap
from dataclasses import dataclass, field

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

PIXELS_OF_A_CHARACTER = 7  # what the width of a column counts in
POINTS_OF_A_PIXEL = 0.75
WIDTH_OF_A_CAPITAL, WIDTH_OF_ANOTHER, BOLDER = 0.68, 0.48, 1.07  # of Arial on average, of its size
LEADING, PADDING = 1.22, 3.0  # of the size; points
HIGHEST = 409.0  # points, as the file format has it


@dataclass
class RowHeights:
    """Gathers what each row needs; `apply` sets it. Heights are points."""

    sheet: Worksheet
    needed: dict[int, float] = field(default_factory=dict)
    spans: list[tuple[int, int, float]] = field(default_factory=list)

    def add(self, row: int, column: int, text: str, *, size: float, bold=False, colspan=1, rowspan=1) -> None:
        """A text that stands in a cell, or over several."""
        letters = [get_column_letter(place) for place in range(column, column + colspan)]
        width = sum(self.sheet.column_dimensions[letter].width for letter in letters)
        height = lines_of(text, width, size, bold=bold) * size * LEADING + PADDING
        if rowspan == 1:
            self.needed[row] = max(self.needed.get(row, 0), height)
        else:
            self.spans.append((row, rowspan, height))

    def apply(self) -> None:
        """What a text over several rows needs beyond them, the last of these gets."""
        for row, rowspan, height in self.spans:
            rows = range(row, row + rowspan)
            missing = height - sum(self.needed.get(one, 0) for one in rows)
            self.needed[rows[-1]] = self.needed.get(rows[-1], 0) + max(missing, 0)
        for row, height in self.needed.items():
            self.sheet.row_dimensions[row].height = round(min(height, HIGHEST), 1)


def lines_of(text: str, width: float, size: float, *, bold: bool = False) -> int:
    """Lines that a text takes in a column of this width (in characters, as Excel counts them)."""
    capitals = sum(letter.isupper() for letter in text) / max(1, len(text))
    letter = capitals * WIDTH_OF_A_CAPITAL + (1 - capitals) * WIDTH_OF_ANOTHER
    points = size * letter * (BOLDER if bold else 1)
    fitting = max(1, int(width * PIXELS_OF_A_CHARACTER * POINTS_OF_A_PIXEL / points))
    return sum(max(1, len(textwrap.wrap(part, fitting))) for part in text.split("\n"))
