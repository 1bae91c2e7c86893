"""The named reads of editions and codes."""

import re

from django.contrib.postgres.search import SearchQuery, SearchRank, SearchVector
from django.db import models
from django.db.models import Case, F, FloatField, Q, Value, When

from urusan.codes import REGENCY_ONLY

LANGUAGE = "indonesian"
CODE = re.compile(r"^[0-9Xx]+(\.[0-9A-Za-z]*)*$")
MAX_WORDS = 12


class EditionQuerySet(models.QuerySet):
    def for_plan_year(self, year: int):
        """The edition that a plan of that year uses: the newest begun by then, or None."""
        return self.filter(first_plan_year__lte=year).order_by("-first_plan_year").first()

    def newest_first(self):
        """In order of choice; those that are never picked by themselves come last."""
        return self.order_by(F("first_plan_year").desc(nulls_last=True), "slug")


class NomenclatureQuerySet(models.QuerySet):
    def of_edition(self, edition):
        return self.filter(edition=edition)

    def for_city(self):
        """Without the codes that only a kabupaten may use."""
        return self.exclude(code__regex=REGENCY_ONLY)

    def leaves(self):
        """What a plan line may name: the lowest level of each edition, for a kota."""
        return self.for_city().filter(level=F("edition__leaf_level"))

    def search(self, text: str):
        """By the beginning of a code, or by words: each in its Indonesian stem or as a beginning; best first.

        Nothing asked gives everything, in order of code.
        """
        rows = self.for_city()
        text = text.strip()
        if CODE.match(text):
            return rows.filter(code__istartswith=text).order_by("edition", "code")
        words = re.findall(r"\w+", text)[:MAX_WORDS]
        if not words:
            return rows if not text else rows.none()
        return rows._by_words(words)

    def _by_words(self, words: list[str]):
        stems = SearchVector("name", weight="A", config=LANGUAGE) + SearchVector(
            "kinerja", "indikator", weight="C", config=LANGUAGE
        )
        # the stemmer is rough (peningkatan → ingkat), so each word also counts as a plain beginning
        plain = SearchVector("name", weight="A", config="simple") + SearchVector(
            "kinerja", "indikator", weight="C", config="simple"
        )
        query = SearchQuery(words[0], config=LANGUAGE) | _beginning(words[0])
        for word in words[1:]:
            query = query & (SearchQuery(word, config=LANGUAGE) | _beginning(word))
        return (
            self.annotate(words=stems + plain)
            .filter(words=query)
            .annotate(rank=SearchRank(F("words"), query) + _leaf_first())
            .order_by("-rank", "edition", "code")
        )


def _beginning(word: str) -> SearchQuery:
    return SearchQuery(f"{word}:*", config="simple", search_type="raw")


def _leaf_first() -> Case:
    """A small lift for what a plan line can name, so that equal matches show it before its parents."""
    return Case(
        When(Q(level=F("edition__leaf_level")), then=Value(0.05)),
        default=Value(0.0),
        output_field=FloatField(),
    )
