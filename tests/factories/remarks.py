"""Frozen revisions, their examinations, and remarks on them."""

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from renja.models import Examination, Remark, Renja, Revision
from renja.remarks.models import Place
from renja.structure import structure_of
from tests.factories.renja import RenjaFactory
from tests.factories.stakeholders import PlanningAgencyFactory

SECRET = "Topologi jaringan sandi"
TEXT = "<p>Renja disusun secara partisipatif.</p>"


def line_of(pk: int, **fields) -> dict:
    """A line as a revision keeps it."""
    line = {
        "id": pk, "location": "Karang Joang", "target_group": "Warga", "origin": "forum", "urgency": [], "unit": "",
        "note": "Prioritas", "withheld_reason": "", "answers": [], "agreements": [],
        "indicators": [
            {"text": "Jumlah titik", "target": "12.5", "target_label": "", "satuan": "Titik", "forward_target": "14"}
        ],
        "fundings": [{"source": "PAD", "amount": "100000000", "forward": "110000000"}],
    }  # fmt: skip
    return line | fields


def row_of(code: str, level: str, *, line: dict | None = None) -> dict:
    """A code of the matrix as a revision keeps it."""
    money = {"pagu": "100000000", "forward_pagu": "110000000"}
    if level in ("urusan", "bidang_urusan"):
        money = {"pagu": None, "forward_pagu": None}
    leaf = level == "sub_kegiatan"
    return {
        "node": code,
        "code": code,
        "level": level,
        "name": f"Nama {code}",
        "is_leaf": leaf,
        "line": line,
    } | money


def content_of(renja: Renja) -> dict:
    """A small plan: one text, one line, one that is withheld, one table, two proposals of which one is withheld."""
    structure = structure_of(renja.structure)
    hidden = line_of(2, withheld_reason="Rincian pengamanan", location=SECRET, note=SECRET)
    return {
        "format": 1,
        "settings": {
            "year": renja.year, "structure": structure.slug, "structure_name": structure.name, "edition": "edisi-uji",
            "edition_name": "Edisi Uji", "bidang_code": "2.16", "dated": None,
        },
        "ceilings": [],
        "pagu": "200000000",
        "forward_pagu": "220000000",
        "rows": [
            row_of("2.16", "bidang_urusan"),
            row_of("2.16.02", "program"),
            row_of("2.16.02.2.01.0014", "sub_kegiatan", line=line_of(1)),
            row_of("2.21.02.2.01.0002", "sub_kegiatan", line=hidden),
        ],
        "chapters": [{"key": "1.1", "label": "1.1 Latar Belakang", "html": TEXT}],
        "tables": [
            {"label": "3.1", "title": "Tujuan", "heads": ["No", "Tujuan"], "rows": [{"id": 1, "code": "", "texts": ["1", "Merata"]}]}
        ],
        "proposals": [
            {"number": "ASP-2028-0001", "status": "accepted", "withheld_reason": "", "title": "Titik internet"},
            {"number": "ASP-2028-0002", "status": "accepted", "withheld_reason": "Rahasia"},
        ],
    }  # fmt: skip


class RevisionFactory(DjangoModelFactory):
    """A frozen rancangan of the plan of 2028."""

    class Meta:
        model = Revision

    renja = factory.SubFactory(RenjaFactory)
    number = factory.Sequence(lambda n: n + 1)
    stage = "rancangan"
    content = factory.LazyAttribute(lambda made: content_of(made.renja))
    content_hash = "0" * 64


class ExaminationFactory(DjangoModelFactory):
    """A revision that was handed to Bappeda; `ExaminationFactory(organization=…)` to another agency."""

    class Meta:
        model = Examination

    revision = factory.SubFactory(RevisionFactory)
    organization = factory.SubFactory(PlanningAgencyFactory)


class RemarkFactory(DjangoModelFactory):
    """A remark on 1.1; `RemarkFactory(sent=True)` is one that was sent."""

    class Meta:
        model = Remark

    class Params:
        sent = factory.Trait(
            number=factory.Sequence(lambda n: n + 1), sent_at=factory.LazyFunction(timezone.now)
        )

    examination = factory.SubFactory(ExaminationFactory)
    place = Place.PART
    ref = "1.1"
    label = "1.1 Latar Belakang"
    text = "Lengkapi keterkaitan dengan RKPD."
