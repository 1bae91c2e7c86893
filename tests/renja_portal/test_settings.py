"""Every setting from the environment is explained, and one that is explained exists."""

import re
from pathlib import Path

from django.conf import settings

NAME = re.compile(r'env(?:\.\w+)?\(\s*"([A-Z0-9_]+)"')
ROW = re.compile(r"^\| `([A-Z0-9_]+)` \|", re.MULTILINE)


def test_every_variable_is_documented_and_nothing_else():
    root = Path(settings.BASE_DIR)
    sources = (root / "renja_portal" / "settings").glob("*.py")
    read = {name for source in sources for name in NAME.findall(source.read_text())}
    told = set(ROW.findall((root / "docs" / "configure.md").read_text()))
    assert told == read
