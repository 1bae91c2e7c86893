"""Finding proposals by words, by number and by likeness."""

import re
from dataclasses import replace
from functools import reduce
from itertools import combinations
from operator import add

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db import models
from django.db.models import Case, F, FloatField, Q, Value, When

from core.paging import count_up_to
from proposals.choices import ACCEPTED_STATES, UNPUBLISHED_STATES, Status
from proposals.concepts import PLAIN, SUBJECT, Concept, concepts_of, stems_of

WHOLE_NUMBER = re.compile(r"(?:ASP[- ]?)?([0-9]{4})[- ]([0-9]{0,8})|ASP[- ]?([0-9]{1,4})", re.IGNORECASE)
END_OF_NUMBER = re.compile(r"[0-9]{1,8}")
WORD = re.compile(r"\w+")
WISHES = re.compile(r'"|(?:^|\s)-|\bOR\b')  # "a phrase", -without, this OR that: only the exact wish counts
# Words that every other title holds; the Indonesian configuration leaves none out by itself.
COMMON = frozenset((
    "yang", "untuk", "bagi", "pada", "dalam", "dari", "dengan", "atau", "oleh", "agar", "serta", "para",
    "usulan", "kota", "kelurahan", "kecamatan", "warga",
))  # fmt: skip
RANKED = 1_000  # more results of a search than these are neither put in order of rank nor counted
SHORTEST = 4  # letters of a word that counts
NEAR = 0.15  # about a third of the title's words are shared
LOOKED_AT = 500  # so many of either kind, however many share a word
ALIKE = 2.7  # weights of what is shared: a subject of both titles, or of one and two words more
IN_TEXT = 0.6  # so much counts what stands in the text of a proposal, and not in its title
CONCEPTS = 8  # of what was typed, the weightiest
# What is of no use to somebody with the same wish; of earlier forums is of use what was accepted or may come again.
OF_NO_USE = (*UNPUBLISHED_STATES, Status.WITHDRAWN, Status.MERGED)
STILL_OF_USE = (*ACCEPTED_STATES, Status.DEFERRED)


def _beginnings(text: str) -> SearchQuery:
    """Words that begin like those typed so far; as they stand, since a stem need not begin like its word."""
    return SearchQuery(
        " & ".join(f"'{word}':*" for word in WORD.findall(text)), config="simple", search_type="raw"
    )


def _shared(words: set[str], count: int) -> SearchQuery:
    """Whatever holds at least so many of the words; for a number near 1 or near all."""
    quoted = [f"'{word}'" for word in sorted(words)]
    chosen = [" & ".join(some) for some in combinations(quoted, max(count, 1))]
    return SearchQuery(" | ".join(chosen), config="indonesian", search_type="raw")


def _raw(text: str) -> SearchQuery:
    """Over stems as they are."""
    return SearchQuery(text, config="simple", search_type="raw")


def _any_of(concepts: list[Concept]) -> SearchQuery:
    return _raw(" | ".join(one.query() for one in concepts))


def _most_of(concepts: list[Concept]) -> SearchQuery:
    """All but one of them."""
    chosen = combinations(concepts, max(len(concepts) - 1, 1))
    return _raw(" | ".join(" & ".join(one.query() for one in some) for some in chosen))


def _weight(concept: Concept) -> Case:
    """What a proposal gains by sharing it: in its title, or in its text alone."""
    return Case(
        When(stems=_raw(concept.query("A")), then=Value(concept.weight)),
        When(stems=_raw(concept.query()), then=Value(concept.weight * IN_TEXT)),
        default=Value(0.0),
        output_field=FloatField(),
    )


class Searchable(models.QuerySet):
    """The search of a queryset of proposals."""

    most: int | None = None  # up to where pages are counted (core.paging), where counting all would be slow
    counted: int | None = None  # how many there are, as far as that was counted
    first_keys: list[int] | None = None  # of the first page, where they were read already

    def _clone(self):
        clone = super()._clone()
        clone.most = self.most
        return clone

    def search(self, text: str, *, withheld_too: bool = False):
        """Full text over title, problem and request, by Indonesian stems and by beginnings of words, or the number.

        Withheld proposals never match words, except for those who may read them (`withheld_too`).
        """
        text = " ".join(text.replace("\x00", " ").split())[:200]
        if not text:
            return self
        query = SearchQuery(text, config="indonesian", search_type="websearch")
        words = Q(stems=query)
        if WORD.search(text) and not WISHES.search(text):
            words |= Q(words=_beginnings(text))
        readable = Q() if withheld_too else Q(withheld_reason="")
        found = self.filter((words & readable) | self._numbered(text)).annotate(
            rank=SearchRank(F("stems"), query)
        )
        found.most = RANKED
        return found

    def in_best_order(self):
        """What `search` found, the most fitting first; the newest first where very many fit: then the rank says little."""
        counted = count_up_to(self, RANKED)
        newest = ("-submitted_at", "-pk")
        rows = self.order_by(*newest) if counted > RANKED else self.order_by("-rank", *newest)
        rows.counted = counted
        return rows

    def _numbered(self, text: str) -> Q:
        """Those whose number is typed: whole, its beginning (`ASP-2028-00`, `2028-00`), or its end alone (`0001`)."""
        if found := WHOLE_NUMBER.fullmatch(text):
            year, last, beginning = found.groups()
            return Q(number__startswith=f"ASP-{beginning}" if beginning else f"ASP-{year}-{last}")
        if END_OF_NUMBER.fullmatch(text):
            forums = self.model._meta.get_field("forum").related_model.objects
            years = forums.values_list("plan_year", flat=True)
            return Q(number__in=[f"ASP-{year}-{text.zfill(4)}" for year in years])
        return Q(pk__in=[])

    def similar_to(self, proposal):
        """Other proposals of the same forum that share a good part of this one's title, the nearest first.

        Looked at are those that share all words but one, and the newest that share any. For staff: withheld ones are
        among them.
        """
        words = {word for word in WORD.findall(proposal.title.lower()) if len(word) >= SHORTEST} - COMMON
        if not words:
            return self.none()
        any_word, most_words = _shared(words, 1), _shared(words, len(words) - 1)
        others = self.submitted().filter(forum=proposal.forum_id).exclude(pk=proposal.pk).values("pk")
        newest = others.filter(stems=any_word).order_by("-submitted_at", "-pk")
        close = others.filter(stems=most_words).order_by()
        return (
            self.filter(pk__in=close[:LOOKED_AT].union(newest[:LOOKED_AT]))
            .annotate(nearness=SearchRank(F("stems"), any_word))
            .filter(nearness__gte=NEAR)
            .order_by("-nearness", "number")
        )

    def resembling(self, title: str, problem: str = "", *, forum):
        """Proposals that everybody may read and that ask for about what is being typed, the nearest first.

        Of this forum, and of earlier ones what is still of use. Compared are subjects (Wi-Fi, hotspot, internet …) and
        words of the title; of the problem only its subjects. Looked at are the newest that share any, and those that
        share all but one.
        """
        in_title, in_problem = (concepts_of(stems) for stems in stems_of((title, problem)))
        subjects = [
            replace(one, weight=SUBJECT * IN_TEXT)
            for one in in_problem
            if one.weight == SUBJECT and one not in in_title
        ]
        concepts = (in_title + subjects)[:CONCEPTS]
        telling = [one for one in concepts if one.weight > PLAIN] or [
            one for one in concepts if one.weight == PLAIN
        ]
        if not telling:
            return self.none()
        useful = self.useful_in(forum).values("pk")
        newest = useful.filter(stems=_any_of(telling)).order_by("-submitted_at", "-pk")
        close = useful.filter(stems=_most_of(concepts)).order_by()
        return (
            self.filter(pk__in=close[:LOOKED_AT].union(newest[:LOOKED_AT]))
            .annotate(nearness=reduce(add, map(_weight, concepts)))
            .filter(nearness__gte=ALIKE)
            .order_by("-nearness", "-submitted_at", "-pk")
        )

    def useful_in(self, forum):
        """What everybody may read of this forum, and of earlier ones what was accepted or waits as a reserve."""
        earlier = Q(forum__plan_year__lt=forum.plan_year, status__in=STILL_OF_USE)
        return self.filter(earlier | Q(forum=forum), withheld_reason="").exclude(status__in=OF_NO_USE)
