"""Kelurahan as lists write them: with "Kel.", short, run together, in capitals; what is close is suggested, never assumed."""

from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache

from django.utils.translation import gettext as _

from core.headings import plain
from proposals.concepts import shipped
from stakeholders.models import Kelurahan

CLOSE = 0.6


@dataclass(frozen=True)
class Place:
    """Where: a kelurahan, or the whole city; or what is wrong with what was written, and in which column."""

    kelurahan: Kelurahan | None = None
    is_citywide: bool = False
    problem: str = ""
    column: str = "kelurahan"


@cache
def _words() -> dict:
    return shipped("place_words.json")


def squeezed(text: str) -> str:
    """`Kel. Gn Sari Ilir` and `GUNUNGSARI ILIR` → `gunungsariilir`."""
    words = [word for word in plain(text).split() if word not in _words()["leave_out"]]
    return "".join(_words()["stand_for"].get(word, word) for word in words)


class Places:
    """All kelurahan of the city, read once for a list."""

    def __init__(self) -> None:
        self.rows = list(Kelurahan.objects.select_related("kecamatan"))
        self.by_name: dict[str, list[Kelurahan]] = {}
        for row in self.rows:
            self.by_name.setdefault(squeezed(row.name), []).append(row)
        self.kecamatan = {squeezed(row.kecamatan.name): row.kecamatan.name for row in self.rows}
        self.known: dict[tuple[str, str], Place] = {}

    def find(self, kelurahan: str, kecamatan: str) -> Place:
        key = (kelurahan, kecamatan)
        if key not in self.known:
            self.known[key] = self._find(kelurahan, kecamatan)
        return self.known[key]

    def _find(self, kelurahan: str, kecamatan: str) -> Place:
        wide = _words()["whole_city"]
        if plain(kelurahan) in ["", *wide] and plain(kecamatan) in ["", *wide]:
            return Place(is_citywide=True)
        district = self._district(kecamatan)
        if kecamatan and not district and plain(kecamatan) not in wide:
            return self._unknown(kecamatan, self.kecamatan, _("kecamatan"), "kecamatan")
        if not squeezed(kelurahan):
            words = _(
                "kelurahan kosong; isi kelurahannya, atau kosongkan kecamatannya untuk usulan seluruh kota."
            )
            return Place(problem=words)
        return self._in_district(kelurahan, district)

    def _district(self, text: str) -> str:
        """The kecamatan, also where the name of the city before it is left out."""
        wanted = squeezed(text)
        return next(
            (name for key, name in self.kecamatan.items() if wanted and wanted in (key, key[-len(wanted) :])),
            "",
        )

    def _in_district(self, text: str, district: str) -> Place:
        named = self.by_name.get(squeezed(text), [])
        fitting = [row for row in named if not district or row.kecamatan.name == district]
        if len(fitting) == 1:
            return Place(fitting[0])
        if fitting:
            return Place(
                problem=_("ada beberapa kelurahan “%(name)s”; isi juga kecamatannya.") % {"name": text}
            )
        if named:
            words = _("kelurahan “%(name)s” ada di %(true)s, bukan di %(written)s.")
            known = {"name": named[0].name, "true": named[0].kecamatan.name, "written": district}
            return Place(problem=words % known)
        names = {key: rows[0].name for key, rows in self.by_name.items()}
        return self._unknown(text, names, _("kelurahan"), "kelurahan")

    @staticmethod
    def _unknown(text: str, names: dict[str, str], kind: str, column: str) -> Place:
        close = get_close_matches(squeezed(text), names, n=1, cutoff=CLOSE)
        words = {"kind": kind, "text": text[:60], "close": names[close[0]] if close else ""}
        if close:
            return Place(
                problem=_("%(kind)s “%(text)s” tidak dikenal; maksud Anda “%(close)s”?") % words,
                column=column,
            )
        return Place(problem=_("%(kind)s “%(text)s” tidak dikenal.") % words, column=column)
