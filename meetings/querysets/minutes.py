"""The named reads of berita acara, notulen, their files, and the evidence."""

from django.db import models
from django.db.models import F, Func, IntegerField, Value

from core.quarantine import ScanState

PICTURES = ("image/jpeg", "image/png")
SIGNED_KINDS = ("elektronik", "pindaian")
# What of a frozen text is counted, each by where it stands in there.
FROZEN_ROWS = {
    "present": "$.presence.rows[*]",
    "accepted": "$.accepted[*].rows[*]",
    "declined": "$.declined[*].rows[*]",
    "reserves": "$.reserves[*].rows[*]",
    "moved": "$.moved[*].rows[*]",
    "sessions": "$.sessions[*]",
    "promises": "$.promises[*]",
    "photos": "$.photos[*]",
}


class _Found(Func):
    """How many values of a JSON column lie at a path."""

    template = "jsonb_array_length(jsonb_path_query_array(%(expressions)s::jsonpath))"
    output_field = IntegerField()


class MinutesQuerySet(models.QuerySet):
    def newest_of(self, forum, kind: str):
        """The newest edition of one kind, or None; its frozen text is read when it is asked for."""
        return self.filter(forum=forum, kind=kind).defer("content").order_by("-edition").first()

    def for_listing(self):
        """The newest edition first, with how many sign and have signed, without the frozen texts."""
        signed = models.Count("signatories", filter=models.Q(signatories__signed_at__isnull=False))
        rows = self.annotate(signer_count=models.Count("signatories"), signed_count=signed)
        return rows.defer("content").order_by("forum", "kind", "-edition")

    def newest_final(self, forums):
        """The newest final berita acara of each of these forums, with how many sign and have signed."""
        rows = self.filter(forum__in=forums, kind="berita_acara", state="final")
        keys = rows.order_by("forum_id", "-edition").distinct("forum_id").values("pk")
        return self.filter(pk__in=keys).for_listing().select_related("forum")

    def published(self):
        """Final berita acara of forums that the public sees; notulen stay with the staff."""
        return self.filter(kind="berita_acara", state="final", forum__is_published=True).defer("content")

    def with_code(self, code: str):
        """The final one with this code, or None."""
        return self.filter(code=code, state="final").select_related("forum").defer("content").first()

    def outline_of(self, minutes) -> dict:
        """City and parts of a final text and how many rows it has of what, without the text itself."""
        counted = {name: _Found(F("content"), Value(path)) for name, path in FROZEN_ROWS.items()}
        rows = self.filter(pk=minutes.pk).annotate(
            city=F("content__city"), parts=F("content__parts"), **counted
        )
        return rows.values("city", "parts", *counted).get()

    def shown_in(self, minutes) -> list[int]:
        """The keys of the proposals whose content a final text shows, read without the text itself."""
        return self.filter(pk=minutes.pk).values_list("content__shown", flat=True).first() or []


class MinutesFileQuerySet(models.QuerySet):
    def visible_to(self, user):
        """All files for who reads the record; nobody else reaches them by their key."""
        rows = self.select_related("minutes__forum", "signatory", "made_by").defer("minutes__content")
        return rows if user.has_perm("meetings.read_minutes") else rows.none()

    def kept(self):
        """Those that say something about a final text."""
        return self.exclude(kind__in=("draf", "lembar"))

    def with_text(self):
        """Scans whose text counts instead of the portal's, also while the scanner has not called them clean."""
        return self.filter(kind="pindaian", is_text=True)

    def newest(self, *kinds: str):
        """The newest of these kinds, or None."""
        return self.filter(kind__in=kinds).order_by("-made_at", "-pk").first()

    def to_sign(self):
        """What the next electronic signature is added to, or None."""
        return self.newest("elektronik") or self.newest("naskah")

    def with_hash(self, sha256: str):
        """A kept file of a final text with this hash, or None."""
        rows = self.kept().filter(sha256=sha256, minutes__state="final").exclude(scan=ScanState.HELD)
        return rows.select_related("minutes__forum", "signatory").defer("minutes__content").first()


class EvidenceQuerySet(models.QuerySet):
    def photos(self):
        """Pictures of the day that may be printed, the first to come first."""
        return self.filter(slot="dokumentasi", content_type__in=PICTURES, scan="clean")

    def for_listing(self):
        return self.select_related("added_by").order_by("added_at", "pk")
