"""What is still open in a plan when it is frozen: whoever freezes it nevertheless says why.

Apps above say what they find in an `open_points.py` of their own, registered here.
"""

from collections.abc import Callable, Iterable

from django.utils.module_loading import autodiscover_modules

from renja.models import Renja

Finder = Callable[[Renja], Iterable[str]]
_finders: list[Finder] = []


def finds_open_points(finder: Finder) -> Finder:
    """Register what names open points, each in a few words."""
    if finder not in _finders:
        _finders.append(finder)
    return finder


def open_points(renja: Renja) -> list[str]:
    """All of them, of all apps."""
    autodiscover_modules("open_points")
    return [point for finder in _finders for point in finder(renja)]
