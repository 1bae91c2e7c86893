"""What is still open in a plan when it is frozen: whoever freezes it nevertheless says why.

The rules of `renja.completeness` find what has to be mended; apps above say what they find besides in an `open_points.py`
of their own, registered here.
"""

from collections.abc import Callable, Iterable

from django.utils.module_loading import autodiscover_modules

from renja.completeness.checking import open_musts
from renja.models import Renja

Finder = Callable[[Renja], Iterable[str]]
_finders: list[Finder] = []


def finds_open_points(finder: Finder) -> Finder:
    """Register what names open points, each in a few words."""
    if finder not in _finders:
        _finders.append(finder)
    return finder


def open_points(renja: Renja) -> list[str]:
    """All of them: what the rules say must be mended, and what other apps found."""
    autodiscover_modules("open_points")
    found = [point for finder in _finders for point in finder(renja)]
    return [*(one.told for one in open_musts(renja)), *found]
