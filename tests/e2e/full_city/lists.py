"""Lists entered at once, and a letter of forwarding."""

import datetime

from django.core.files.base import ContentFile
from django.utils import timezone

from proposals.choices import Source
from proposals.models import ImportBatch
from reports.models import ForwardingLetter
from tests.e2e.city import City
from tests.factories.proposals import (
    ProposalFactory,
)


def make_batches(city: City) -> dict[str, ImportBatch]:
    """A list that waits with everything that a row can show, and one that was entered."""
    about = {
        "forum": city.forum,
        "source": "musrenbang",
        "original_name": "musrenbang.xlsx",
        "size": 9,
        "row_count": 3,
    }
    about |= {"sha256": "0" * 64, "created_by": city.sekretariat, "checked_at": timezone.now()}
    change = {"label": "Volume", "old": "2", "new": "3"}
    row = {"sheet": "Usulan", "origin": "M-1", "title": "Titik internet", "number": "", "status": ""}
    row |= {"errors": [], "notes": [], "changes": []}
    rows = [
        row | {"row": 3, "kind": "new", "notes": ["Judul dipendekkan."]},
        row | {"row": 4, "kind": "changed", "number": "ASP-2028-0001", "changes": [change]},
        row | {"row": 5, "kind": "wrong", "errors": ["Baris 5, kolom E: kelurahan “X” tidak dikenal."]},
    ]
    counts = {"new": 1, "changed": 1, "same": 0, "untouched": 0, "wrong": 1, "skipped": 1}
    skipped = [{"sheet": "Usulan", "row": 6, "text": "JUMLAH"}]
    sheet = {
        "name": "Usulan",
        "chosen": True,
        "names": ["ID Usulan", "Usulan"],
        "last_head_row": 2,
        "rows": {"3": ["M-1", "Titik"]},
    }
    entered = ImportBatch.objects.create(
        source_basis="Surat Bappeda Nomor 11", entered_at=timezone.now(), new_count=1, **about
    )
    ProposalFactory(
        forum=city.forum,
        unit=city.unit,
        source=Source.POKIR,
        council_member="H. Contoh",
        dapil="Dapil 2",
        import_batch=entered,
    )
    return {
        "entered": entered,
        "checked": ImportBatch.objects.create(
            source_basis="Surat Bappeda Nomor 12", sheets=[sheet], columns={"title": "Usulan"},
            report={"rows": rows, "counts": counts, "skipped": skipped, "mark": "0"}, **about,
        ),
    }  # fmt: skip


def make_letter(city: City) -> ForwardingLetter:
    proposal = ProposalFactory(forum=city.forum, forwarded=True)
    row = {
        "no": 1,
        "number": proposal.number,
        "title": "Titik internet",
        "place": "Seluruh kota",
        "proposer": "Warga",
    }
    letter = ForwardingLetter(
        office=proposal.forwarded_to, number="050/1", subject="Penerusan usulan", dated=datetime.date(2027, 2, 18),
        content={"rows": [row]}, sha256="0" * 64, size=12, pages=1, created_by=city.sekretariat,
    )  # fmt: skip
    letter.file.save("surat.pdf", ContentFile(b"%PDF-1.7 uji"))
    letter.proposals.set([proposal])
    return letter
