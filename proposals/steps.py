"""What can happen to a proposal: the table of the steps, with their words.

`STEPS` is the documentation, the source of the buttons and of the parametrised tests; `proposals/workflow.py` takes them. The
verbs: intake.py (submit, record, withdraw), verification.py (return, verify, forward, merge), results.py (record, publish, review).
"""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from forums.models import Activity
from proposals.choices import ACCEPTED_STATES, Status


@dataclass(frozen=True)
class Step:
    """One move: from where, to where (None: as the result says), who may, when, and how the history calls it.

    It is open while any of `windows` is (always, without one) and, with `until_lock`, as long as the Renja is not locked.
    """

    label: str
    title: str
    sources: tuple[str, ...]
    target: str | None
    permission: str
    windows: tuple[str, ...] = ()
    needs_reason: bool = False
    until_lock: bool = False


STEPS: dict[str, Step] = {
    "submit": Step(
        _("Kirim usulan"), _("Diajukan"),
        (Status.DRAFT,), Status.SUBMITTED, "proposals.submit", (Activity.SUBMIT,),
    ),
    "record": Step(
        _("Catat usulan"), _("Dicatat oleh sekretariat"),
        (Status.DRAFT,), Status.SUBMITTED, "proposals.record_for_others", needs_reason=True, until_lock=True,
    ),
    "send_by_phone": Step(
        _("Kirim usulan"), _("Diajukan dengan nomor telepon"),
        (Status.DRAFT,), Status.UNCONFIRMED, "proposals.submit", (Activity.SUBMIT,),
    ),
    "confirm_phone": Step(
        _("Nomor sudah dikonfirmasi"), _("Nomor telepon pengusul dikonfirmasi"),
        (Status.UNCONFIRMED,), Status.SUBMITTED, "proposals.confirm_phone", until_lock=True,
    ),
    "close_unreached": Step(
        _("Tidak dapat dihubungi"), _("Ditutup: pengusul tidak dapat dihubungi"),
        (Status.UNCONFIRMED,), Status.CLOSED, "proposals.confirm_phone", needs_reason=True,
    ),
    "cancel": Step(
        _("Batalkan usulan"), _("Dibatalkan pengusul sebelum diumumkan"),
        (Status.UNCONFIRMED,), Status.CLOSED, "proposals.withdraw", needs_reason=True,
    ),
    "resubmit": Step(
        _("Kirim kembali"), _("Dilengkapi dan diajukan kembali"),
        (Status.RETURNED,), Status.SUBMITTED, "proposals.submit", (Activity.SUBMIT, Activity.VERIFY),
    ),
    "complete_recorded": Step(
        _("Lengkapi atas nama pengusul"), _("Dilengkapi oleh sekretariat atas nama pengusul"),
        (Status.RETURNED,), Status.SUBMITTED, "proposals.record_for_others", until_lock=True,
    ),
    "withdraw": Step(
        _("Tarik usulan"), _("Ditarik pengusul"),
        (Status.SUBMITTED, Status.RETURNED, Status.VERIFIED), Status.WITHDRAWN, "proposals.withdraw", needs_reason=True,
    ),
    "verify": Step(
        _("Nyatakan terverifikasi"), _("Terverifikasi"),
        (Status.SUBMITTED,), Status.VERIFIED, "proposals.verify", (Activity.VERIFY,),
    ),
    "return": Step(
        _("Minta dilengkapi"), _("Dikembalikan untuk dilengkapi"),
        (Status.SUBMITTED,), Status.RETURNED, "proposals.verify", (Activity.VERIFY,), needs_reason=True,
    ),
    "forward": Step(
        _("Teruskan ke instansi lain"), _("Diteruskan ke instansi yang berwenang"),
        (Status.SUBMITTED,), Status.FORWARDED, "proposals.verify", (Activity.VERIFY,), needs_reason=True,
    ),
    "merge": Step(
        _("Gabungkan dengan usulan lain"), _("Digabungkan dengan usulan lain"),
        (Status.SUBMITTED,), Status.MERGED, "proposals.verify", (Activity.VERIFY,), needs_reason=True,
    ),
    "publish": Step(
        _("Sahkan dan umumkan"), _("Hasil forum disahkan"),
        (Status.VERIFIED,), None, "proposals.publish", (Activity.DECIDE,), needs_reason=True,
    ),
    "publish_correction": Step(
        _("Sahkan perubahan hasil"), _("Berbeda dari kesepakatan forum"),
        (*ACCEPTED_STATES, Status.DEFERRED), None, "proposals.publish", needs_reason=True, until_lock=True,
    ),
    "ask_review": Step(
        _("Ajukan peninjauan ulang"), _("Peninjauan ulang diajukan"),
        (Status.REJECTED,), Status.VERIFIED, "proposals.ask_review", (Activity.REVIEW,), needs_reason=True,
    ),
}  # fmt: skip

# Whose part a step is, in the sentence for everybody else; all others are the proposer's.
STAFF_PARTS = {
    "proposals.record_for_others": _("sekretariat"),
    "proposals.confirm_phone": _("sekretariat"),
    "proposals.assign": _("sekretariat atau verifikator bidang yang menanganinya"),
    "proposals.verify": _("verifikator bidang yang menanganinya"),
    "proposals.record_result": _("sekretariat atau verifikator bidang yang menanganinya"),
    "proposals.correct_result": _("sekretariat atau perencana"),
    "proposals.publish": _("pimpinan atau penerima pendelegasiannya"),
}
