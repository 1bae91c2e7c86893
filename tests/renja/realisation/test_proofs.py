"""What shows that something was done: taken in, handed out to those who may see it, held, removed."""

import pytest
from django.core.files.storage import default_storage

from core.uploads import UploadRefused
from renja.errors import PlanRefused
from renja.models import Proof
from renja.services.proofs import MOST, add_proof, delete_proof, scan_proof, show_proof
from tests.factories.proposals import ProposalFactory
from tests.factories.renja import ProofFactory
from tests.proposals.test_files import picture
from tests.renja.pages import read
from tests.renja.realisation.conftest import YEAR

pytestmark = pytest.mark.django_db


def add(line, actor, upload=None, **changes):
    told = {"quarter": 4, "caption": "Titik internet terpasang", "is_public": True} | changes
    return add_proof(line, upload or picture(), actor=actor, **told)


def at(proof) -> str:
    return f"/renja/{YEAR}/bukti/{proof.key}/"


def test_picture_is_shown_to_everybody_in_the_page(client, line, perencana):
    answer = client.get(at(add(line, perencana)))
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"].startswith("inline")
    assert "sandbox" in answer.headers["Content-Security-Policy"]


def test_same_file_is_kept_once(line, perencana):
    assert add(line, perencana) == add(line, perencana)


def test_what_is_no_picture_or_paper_is_refused(line, perencana):
    with pytest.raises(UploadRefused):
        add(line, perencana, picture("foto.exe"))


def test_proof_names_a_proposal_of_its_line(line, perencana):
    with pytest.raises(PlanRefused, match="tidak dijawab oleh baris ini"):
        add(line, perencana, proposal=ProposalFactory(accepted=True))


def test_there_is_an_end(line, perencana):
    for _n in range(MOST):
        ProofFactory(line=line, quarter=4)
    with pytest.raises(PlanRefused, match="Paling banyak 20 bukti"):
        add(line, perencana)


@pytest.mark.parametrize("role", ["sekretariat", "verifikator"])
def test_others_neither_add_nor_change(line, request, perencana, role):
    proof, actor = add(line, perencana), request.getfixturevalue(role)
    with pytest.raises(PlanRefused, match="bidang penanggung jawab"):
        add(line, actor)
    with pytest.raises(PlanRefused, match="bidang penanggung jawab"):
        show_proof(proof, actor=actor, is_public=False)


@pytest.mark.parametrize("change", [{"is_public": False}, {"scan": "waiting"}, {"scan": "held"}])
def test_public_sees_clean_files_that_are_meant_for_it(client, line, change):
    proof = ProofFactory(line=line)
    Proof.objects.update(**change)
    assert client.get(at(proof)).status_code == 404


def test_office_opens_what_is_not_public(enter, line, sekretariat):
    proof = ProofFactory(line=line, is_public=False)
    assert enter(sekretariat).get(at(proof)).status_code == 200
    Proof.objects.update(scan="waiting")
    assert enter(sekretariat).get(at(proof)).status_code == 404


def test_plan_that_is_not_public_hides_its_proofs(client, line):
    proof = ProofFactory(line=line)
    type(line.renja).objects.update(is_published=False)
    assert client.get(at(proof)).status_code == 404


def test_proof_of_a_withheld_proposal_is_not_public(client, answer):
    proof = ProofFactory(line=answer.line, proposal=answer.proposal)
    type(answer.proposal).objects.update(withheld_reason="Dikecualikan.")
    assert client.get(at(proof)).status_code == 404


def test_removed_file_goes_from_the_storage(line, perencana, django_capture_on_commit_callbacks):
    proof = add(line, perencana)
    with django_capture_on_commit_callbacks(execute=True):
        delete_proof(proof, actor=perencana)
    assert not Proof.objects.exists()
    assert not default_storage.exists(proof.file.name)


def test_scanner_holds_what_it_finds(line, perencana, monkeypatch, settings):
    proof = add(line, perencana)
    Proof.objects.update(scan="waiting")
    monkeypatch.setattr("core.quarantine.scanner", lambda: lambda opened: "Eicar")
    assert scan_proof() == 1
    proof.refresh_from_db()
    assert proof.is_held


def test_page_uploads_shows_hides_and_removes(enter, line, answer, perencana):
    client, path = enter(perencana), f"/kerja/renja/{YEAR}/realisasi/{line.pk}/"
    sent = {"caption": "Serah terima", "quarter": "4", "proposal": answer.proposal.pk, "file": picture()}
    assert client.post(f"{path}bukti/", sent).status_code == 302
    proof = Proof.objects.get()
    assert (proof.is_public, proof.proposal) == (False, answer.proposal)
    assert "Hanya pegawai" in read(client.get(path))
    for deed, state in (("tampilkan", True), ("sembunyikan", False)):
        client.post(f"{path}bukti/{proof.key}/", {"aksi": deed})
        assert Proof.objects.get().is_public is state
    client.post(f"{path}bukti/{proof.key}/", {"aksi": "hapus"})
    assert not Proof.objects.exists()


def test_page_keeps_what_was_typed_beside_a_wrong_file(enter, line, perencana):
    sent = {"caption": "Serah terima", "quarter": "4", "file": picture("foto.exe")}
    answer = enter(perencana).post(f"/kerja/renja/{YEAR}/realisasi/{line.pk}/bukti/", sent)
    assert answer.status_code == 200
    assert "Serah terima" in answer.content.decode()
    assert "tidak dapat diterima" in read(answer)
