"""Pictures and papers that show what was done: taken in, shown to everybody or not, removed."""

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.upload_quota import UPLOADED, check_quota
from audit.services import record
from core.quarantine import scan_next
from core.retrying import retried
from core.uploads import CheckedFile, check_upload
from proposals.models import Proposal
from renja.errors import PlanRefused
from renja.models import Proof, RenjaLine
from renja.services.realisation import check_quarter, lock_lines

MOST = 20  # of a line in one quarter


def add_proof(
    line: RenjaLine, upload: UploadedFile, *, actor, quarter: int, caption: str, is_public: bool,
    proposal: Proposal | None = None,
) -> Proof:  # fmt: skip
    """Check and keep a file; the same one sent again for a quarter is kept once.

    Raises UploadRefused when it is not one that we take, PlanRefused for a quarter that has not begun or somebody else's line.
    """
    checked = check_upload(upload)  # reading it may take seconds: no row is held meanwhile
    new = Proof(quarter=quarter, caption=caption.strip(), is_public=is_public, proposal=proposal)
    return _keep(line, new, checked, actor=actor)


@retried(PlanRefused)
@transaction.atomic
def _keep(line: RenjaLine, new: Proof, checked: CheckedFile, *, actor) -> Proof:
    locked = lock_lines(line.renja, [line.pk], actor)[line.pk]
    check_quarter(locked.renja, new.quarter)
    here = locked.proofs.filter(quarter=new.quarter)
    same = here.filter(sha256=checked.sha256, proposal=new.proposal).first()
    if same:
        return same
    _check(locked, new.proposal, here.count())
    check_quota(actor, checked.size)
    row = Proof(
        line=locked, quarter=new.quarter, caption=new.caption, is_public=new.is_public, proposal=new.proposal,
        original_name=checked.original_name, content_type=checked.content_type, size=checked.size, sha256=checked.sha256,
    )  # fmt: skip
    row.file.save(f"{row.key}.{checked.extension}", checked.content, save=False)
    row.save()
    told = {"quarter": row.quarter, "sha256": checked.sha256, "is_published": row.is_public}
    record("renja.add_proof", locked, actor=actor, data=told | {UPLOADED: checked.size})
    return row


def _check(line: RenjaLine, proposal: Proposal | None, count: int) -> None:
    if count >= MOST:
        raise PlanRefused(_("Paling banyak %(n)d bukti untuk satu baris dalam satu triwulan.") % {"n": MOST})
    if proposal and not line.fulfilments.filter(proposal=proposal).exists():
        raise PlanRefused(_("Usulan ini tidak dijawab oleh baris ini."))


def _lock(proof: Proof, actor) -> Proof:
    lock_lines(proof.line.renja, [proof.line_id], actor)
    locked = Proof.objects.select_for_update(of=("self",)).filter(pk=proof.pk).first()
    if locked is None:
        raise PlanRefused(_("Bukti ini sudah dihapus oleh orang lain."))
    locked.line = proof.line
    return locked


@retried(PlanRefused)
@transaction.atomic
def show_proof(proof: Proof, *, actor, is_public: bool) -> Proof:
    """Let everybody see it, or the office alone. Done twice, it is the same."""
    locked = _lock(proof, actor)
    if locked.is_public == is_public:
        return locked
    locked.is_public = is_public
    locked.save(update_fields=["is_public"])
    told = {"quarter": locked.quarter, "sha256": locked.sha256, "is_published": is_public}
    record("renja.show_proof", locked.line, actor=actor, data=told)
    return locked


@retried(PlanRefused)
@transaction.atomic
def delete_proof(proof: Proof, *, actor) -> None:
    """Remove it; the stored file goes once that is committed."""
    locked = _lock(proof, actor)
    stored, storage = locked.file.name, locked.file.storage
    locked.delete()
    record(
        "renja.delete_proof",
        locked.line,
        actor=actor,
        data={"quarter": locked.quarter, "sha256": locked.sha256},
    )
    transaction.on_commit(lambda: storage.delete(stored))


def scan_proof() -> int:
    """Ask the scanner about the next file that waits; 1 when there was a verdict."""
    return scan_next(Proof, _hold)


def _hold(proof: Proof, finding: str) -> None:
    record("renja.hold_proof", proof.line, data={"sha256": proof.sha256, "finding": finding})
