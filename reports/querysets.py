"""The named reads of generated documents."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models


class DocumentQuerySet(models.QuerySet):
    def visible_to(self, user):
        """All documents for host staff, packs of evidence for who makes them; nobody else reaches them by their key."""
        rows = self.select_related("renja__forum", "created_by")
        if not user.has_perm("renja.export"):
            return rows.none()
        return rows if user.has_perm("reports.pack_evidence") else rows.exclude(kind="berkas_bukti")

    def newest_of(self, renja, *, kind: str, limit: int = 5):
        """The newest documents of a plan of one kind, with who made them."""
        return (
            self.filter(renja=renja, kind=kind)
            .select_related("created_by")
            .order_by("-read_at", "-pk")[:limit]
        )

    def newest_of_each(self, renja):
        """One of each kind."""
        rows = self.filter(renja=renja).select_related("created_by")
        return rows.order_by("kind", "-read_at", "-pk").distinct("kind")

    def for_public(self, renja):
        """The PDFs that hide everything that is withheld today, newest first; none of a change that is still drafted.

        A line or proposal that was withheld after a document was made can be read in that document; the
        public then waits for the next one.
        """
        return self.filter(kind="renja_pdf").exclude(stage="perubahan").hiding_all(renja)

    def hiding_all(self, renja):
        """Documents of a plan in which nothing can be read that is withheld today, newest first."""
        lines = renja.lines.order_by().exclude(withheld_reason="").values("pk")
        proposals = renja.forum.proposals.order_by().exclude(withheld_reason="").values("pk")
        hidden = {
            "masked_lines__contains": ArraySubquery(lines),
            "masked_proposals__contains": ArraySubquery(proposals),
        }
        return self.filter(renja=renja, **hidden).order_by("-read_at", "-pk")

    def with_code(self, code: str):
        """The document with this code, or None."""
        return self.exclude(code="").select_related("renja__forum").filter(code=code).first()

    def with_hash(self, sha256: str):
        """The document whose file this is, or None."""
        return self.exclude(code="").select_related("renja__forum").filter(sha256=sha256).first()


class LetterQuerySet(models.QuerySet):
    def visible_to(self, user):
        """All letters for who works on proposals; nobody else reaches them by their key."""
        rows = self.select_related("office", "created_by", "job")
        return rows if user.has_perm("proposals.open_queue") else rows.none()

    def for_listing(self):
        """With how many proposals each names, newest first, without what is printed."""
        return self.defer("content").annotate(count=models.Count("proposals")).order_by("-pk")


class NoticeQuerySet(models.QuerySet):
    def newest_first(self):
        return self.order_by("-dated", "-pk")

    def visible_to(self, user):
        """All for the host's staff; for others those of their own proposals and of their organisations."""
        rows = self.select_related("proposal")
        if user.has_perm("proposals.see_contact"):
            return rows
        return rows.filter(proposal__in=self._proposals().owned_by(user))

    def by_day(self):
        """How many there are of each forum and day of publication, the newest day first."""
        rows = self.order_by().values("proposal__forum__plan_year", "dated")
        return rows.annotate(n=models.Count("pk")).order_by("-dated", "-proposal__forum__plan_year")

    def unreached(self):
        """Those whose proposers no letter reached, and nobody told since."""
        return self.filter(proposal__in=self._proposals().unreached().order_by().values("pk"))

    def by_place(self):
        """In the order in which somebody walks with them, with what the list shows."""
        along = ("proposal__organization", "proposal__kelurahan__kecamatan", "decision")
        rows = self.select_related(*along).defer("proposal__stems", "proposal__words")
        names = (
            "proposal__kelurahan__kecamatan__name",
            "proposal__kelurahan__name",
            "proposal__number",
            "pk",
        )
        return rows.order_by(*names)

    def _proposals(self):
        return self.model._meta.get_field("proposal").related_model.objects
