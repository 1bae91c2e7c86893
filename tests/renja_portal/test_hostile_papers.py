"""The printed plan of a city in which every text is hostile: all of it is printed as typed, and nothing is fetched."""

import socket
import threading
from collections.abc import Iterator

import pytest
from django.utils import timezone
from pypdf import PdfReader

from renja.models import Chapter
from reports.data import read_renja
from reports.document import renja_html
from reports.pdf import write_pdf
from tests.renja_portal.poisoned import poison_every_text

PRINTED = {
    "proposals.Decision.reason", "proposals.Proposal.title", "proposals.Proposal.volume_unit",
    "renja.Funding.source", "renja.Indicator.satuan", "renja.Indicator.text", "renja.RenjaLine.location",
    "renja.RenjaLine.source_of_funds", "stakeholders.Host.city", "stakeholders.Host.government",
    "stakeholders.Host.kop_lines", "stakeholders.Kelurahan.name", "stakeholders.Official.name",
    "stakeholders.Official.position", "stakeholders.Official.rank", "stakeholders.Organization.name",
    "urusan.Nomenclature.name",
}  # fmt: skip


@pytest.fixture
def listener() -> Iterator[tuple[str, list]]:
    """The address of a server on this machine, and who called."""
    calls: list = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        threading.Thread(target=_note_calls, args=(server, calls), daemon=True).start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}", calls


def _note_calls(server: socket.socket, calls: list) -> None:
    while True:
        try:
            connection, caller = server.accept()
        except OSError:
            return  # the test is over
        calls.append(caller)
        connection.close()


def test_paper_prints_hostile_text_as_text_and_fetches_nothing(town, listener, tmp_path):
    """I05: the typesetter fetches nothing and reads no file, whatever people wrote into the plan."""
    address, calls = listener
    marks = poison_every_text()
    town.renja.lines.update(
        note=f"<img src={address}/a> url({address}/b) <style>@import '{address}/c'</style>"
    )
    html = (
        f'<p style="background:url({address}/d)">Isi <img src="{address}/e"><link rel=stylesheet href="{address}/f">'
        f'<iframe src="{address}/g"></iframe><object data="{address}/h"></object><a href="{address}/i">tautan</a>'
        f'<img src="file:///etc/passwd"></p><style>@import url({address}/j); @font-face {{ src: url({address}/k) }}</style>'
    )
    Chapter.objects.filter(key="1.1").update(html=html)
    printed = renja_html(read_renja(town.renja, timezone.now()))
    assert "<img src=http" not in printed
    write_pdf(printed, tmp_path / "renja.pdf")
    pages = PdfReader(tmp_path / "renja.pdf").pages
    text = "".join("".join(page.extract_text() for page in pages).lower().split())
    assert {column for column in PRINTED if marks[column] not in text} == set()
    assert f"<imgsrc={address}/a>url({address}/b)<style>@import" in text
    assert "root:x:0" not in text
    assert calls == []
