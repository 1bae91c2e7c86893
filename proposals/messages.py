"""What proposers are told, and when: outbox rows in the same transaction as the step that causes them."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from core.dates import long_date, long_datetime
from notifications.models import Delivery
from notifications.services import cancel_unsent, notify
from proposals.choices import ACCEPTED_STATES, Outcome
from proposals.presentation import ACCEPTED_WITHOUT_ROOM

# Mailed at once; all else waits for the daily digest, also the receipts of a list that was entered as a whole.
# Corrections and answers to a review are results, too; a draft that was prepared can be sent for some days alone.
IMPORTANT = frozenset({"received", "returned", "result", "carried"})


def public_address(proposal) -> str:
    """The full address of the proposal's public page."""
    return settings.PUBLIC_URL + reverse("proposals:detail", args=[proposal.number])


def addressee(proposal):
    """Whom to write to: the account, or the address that was left, or the organisation's; empty where there is none."""
    organization = proposal.organization
    return proposal.proposer or proposal.contact_email or (organization.email if organization else "")


def _tell(proposal, kind: str, subject: str, body: str, *, about: str = "") -> None:
    """One message to the proposer's side, once for each version of the proposal; `about` tells several apart."""
    to = addressee(proposal)
    if not to:
        return
    key = ":".join(filter(None, ["proposal", str(proposal.pk), kind, about, str(proposal.version)]))
    is_of_a_list = kind == "received" and proposal.import_batch_id is not None
    notify(
        to=to, kind=f"proposal.{kind}", subject=f"{proposal.number}: {subject}", body=body, key=key, url=public_address(proposal),
        delivery=Delivery.AT_ONCE if kind in IMPORTANT and not is_of_a_list else Delivery.DAILY,
    )  # fmt: skip


def tell_received(proposal) -> None:
    """The receipt: number, and until when the check will be done."""
    body = _(
        "Usulan “%(title)s” sudah kami terima dengan nomor %(number)s.\n\n"
        "Selanjutnya: usulan diperiksa paling lambat %(due)s. Setiap perkembangan kami kabarkan dan dapat dibaca di:"
    ) % {"title": proposal.title, "number": proposal.number, "due": long_date(proposal.verify_due_on)}
    _tell(proposal, "received", _("usulan diterima untuk diperiksa"), body)


def tell_deadline(proposal, reason: str, *, about: str) -> None:
    """Another day than the receipt named, because the days off changed."""
    body = _(
        "Tenggat pemeriksaan usulan “%(title)s” berubah menjadi %(due)s, karena hari libur berubah.\n\n%(reason)s"
    ) % {"title": proposal.title, "due": long_date(proposal.verify_due_on), "reason": reason}
    _tell(proposal, "deadline", _("tenggat pemeriksaan berubah"), body, about=about)


def tell_returned(proposal, reason: str) -> None:
    how = (
        _("Masuk ke portal, lengkapi, lalu kirim kembali:")
        if proposal.proposer
        else _("Sampaikan kelengkapannya kepada sekretariat, yang mencatatnya untuk Anda. Usulan Anda:")
    )
    body = _(
        "Usulan “%(title)s” perlu dilengkapi sebelum dapat diverifikasi.\n\n"
        "Yang perlu dilengkapi:\n%(reason)s\n\n%(how)s"
    ) % {"title": proposal.title, "reason": reason, "how": how}
    _tell(proposal, "returned", _("usulan perlu dilengkapi"), body)


def tell_verified(proposal) -> None:
    body = _(
        "Usulan “%(title)s” sudah terverifikasi untuk urusan %(urusan)s dan akan dibahas dalam forum perangkat daerah."
    ) % {"title": proposal.title, "urusan": proposal.urusan}
    _tell(proposal, "verified", _("usulan terverifikasi"), body)


def tell_forwarded(proposal, reason: str) -> None:
    """Also to those whose proposal was merged into the one that is forwarded."""
    body = _("Usulan “%(title)s” diteruskan kepada %(office)s.\n\nAlasan:\n%(reason)s") % {
        "title": proposal.title, "office": proposal.root.forwarded_to, "reason": reason,
    }  # fmt: skip
    _tell(proposal, "forwarded", _("usulan diteruskan"), body)


def tell_merged(proposal, reason: str) -> None:
    body = _(
        "Usulan “%(title)s” digabungkan dengan usulan %(parent)s dan akan mendapat hasil yang sama.\n\nAlasan:\n%(reason)s"
    ) % {"title": proposal.title, "parent": proposal.parent.number, "reason": reason}
    _tell(proposal, "merged", _("usulan digabungkan"), body)


def tell_carried(proposal, draft, closes_at) -> None:
    """Its draft for the next forum is there; nothing is asked again unless it is sent."""
    body = _(
        "Usulan “%(title)s” belum tertampung dalam Renja %(before)d. Kami menyiapkannya sebagai draf untuk forum Renja "
        "%(year)d, dengan isi yang sama.\n\n"
        "Periksa, perbarui bila perlu, lalu kirim paling lambat %(until)s. Bila tidak lagi diperlukan, hapus drafnya:"
    ) % {
        "title": proposal.title, "before": proposal.forum.plan_year, "year": draft.forum.plan_year,
        "until": long_datetime(closes_at),
    }  # fmt: skip
    _tell(proposal, "carried", _("siap diusulkan kembali"), body, about=str(draft.forum_id))


def tell_let_go(proposal, reason: str) -> None:
    body = _("Usulan “%(title)s” tidak dilanjutkan pada forum berikutnya.\n\nAlasan:\n%(reason)s") % {
        "title": proposal.title, "reason": reason,
    }  # fmt: skip
    _tell(proposal, "let_go", _("tidak dilanjutkan ke forum berikutnya"), body)


def tell_result(proposal, answer) -> None:
    """The published result, to the proposer of the proposal and of each one merged into it.

    It takes the place of an earlier result that has not left yet. What is withheld of a parent stays withheld here.
    """
    cancel_unsent(f"proposal:{proposal.pk}:result:")
    is_correction = answer.decision.is_correction
    parts = [
        _("Hasil forum untuk usulan “%(title)s” sudah disahkan: %(state)s.")
        % {"title": proposal.title, "state": _outcome_words(answer.decision)}
    ]
    if answer.proposal != proposal and answer.proposal.is_withheld:
        parts.append(_("Isi tanggapan atas usulan induknya dikecualikan dari informasi publik."))
    else:
        parts += _answer_words(answer)
    if answer.proposal.status in ACCEPTED_STATES:
        parts.append(_("Renja adalah rencana. Pelaksanaan menunggu penetapan APBD."))
    parts.append(_("Pemberitahuan hasil usulan (PDF) dapat diunduh pengusul pada halaman usulan."))
    subject = _("hasil forum diperbaiki") if is_correction else _("hasil forum diumumkan")
    _tell(proposal, "result", subject, "\n\n".join(parts), about=str(answer.pk))


def _answer_words(answer) -> list[str]:
    words = [_("Tanggapan resmi:\n%(answer)s") % {"answer": answer.text}]
    if answer.decision.is_correction:
        changed = _("Hasil ini berbeda dari kesepakatan forum. Alasan:\n%(reason)s")
        words.insert(0, changed % {"reason": answer.decision.reason})
    return words


def tell_answered(question) -> None:
    """Once, whatever becomes of the answer later."""
    body = _("Pertanyaan Anda:\n%(question)s\n\nJawaban %(office)s:\n%(answer)s") % {
        "question": question.text, "office": question.office, "answer": question.answer,
    }  # fmt: skip
    _tell_asker(question, "answered", _("pertanyaan Anda dijawab"), body)


def tell_hidden(question) -> None:
    """Kindly, and with the reason."""
    body = _(
        "Terima kasih atas pertanyaan Anda:\n%(question)s\n\n"
        "Pertanyaan ini tidak kami tampilkan kepada publik. Alasannya: %(reason)s.\n\n"
        "Anda dapat menuliskannya kembali dengan cara lain, atau menghubungi sekretariat langsung."
    ) % {"question": question.text, "reason": str(question.get_hiding_display()).lower()}
    _tell_asker(question, "hidden", _("pertanyaan Anda tidak ditampilkan"), body)


def _tell_asker(question, kind: str, subject: str, body: str) -> None:
    """To the account that asked, as long as there is one."""
    if question.asked_by is None:
        return
    number, url = question.proposal.number, public_address(question.proposal)
    notify(
        to=question.asked_by, kind=f"question.{kind}", subject=f"{number}: {subject}", body=body,
        key=f"question:{question.pk}:{kind}", url=f"{url}#pertanyaan", delivery=Delivery.DAILY,
    )  # fmt: skip


def _outcome_words(decision) -> str:
    """The outcome with the office or the parent that it names."""
    if decision.outcome == Outcome.FORWARDED:
        return _("Diteruskan kepada %(office)s") % {"office": decision.office}
    if decision.outcome == Outcome.MERGED:
        return _("Digabungkan dengan %(number)s") % {"number": decision.parent.number}
    if decision.outcome == Outcome.DEFERRED and decision.is_correction:
        return str(ACCEPTED_WITHOUT_ROOM)
    return decision.get_outcome_display()
