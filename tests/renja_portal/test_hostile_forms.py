"""Every form takes whatever is sent: it stores it as text or says what is wrong, and never fails."""

from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

import pytest
from django.core.mail import EmailMessage
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import resolve

from notifications.models import Message
from notifications.outbox import letter_text
from tests.e2e.addresses.samples import FILES, IN_THE_MIDDLE, ROLES, may_open
from tests.e2e.full_city.frame import FullCity
from tests.renja_portal.hostile import (
    CHOICES,
    DAYS,
    NUMBERS,
    TEXTS,
    WORD,
    Control,
    Form,
    PageReader,
    alive_in,
    encoded,
    text_of,
)
from tests.renja_portal.test_policy import OWN, declared

Pairs = list[tuple[str, str]]
PAGES = sorted(name for name in OWN if "GET" in declared(name).methods and name not in FILES | IN_THE_MIDDLE)
A_FEW = 4  # pages of one name differ in what they hold, seldom in their forms
LEAVING = "/akun/keluar/"
# What no text alone satisfies: a file, or the choice among what is found for a name.
NEEDS_MORE = (
    "/kerja/forum/2028/dokumen/",
    "/kerja/data-pribadi/kebocoran/",
    "/kerja/data-pribadi/hapus/",
    "/kerja/forum/2028/kriteria/",
    "/kerja/forum/2020/kriteria/",
    "/akun/daftar/",
    "/akun/lembaga/",
    "/aspirasi/baru/tanpa-surel/",
    "/kerja/usulan/impor/",
    "/kerja/forum/2028/bukti/",
    "/kerja/forum/2020/bukti/",
    "/kerja/forum/2029/bukti/",
    "/kerja/forum/2028/berita-acara/pindaian/",
    "/kerja/forum/2020/berita-acara/pindaian/",
    "/verifikasi/",
    "/verifikasi/CONTOH2345/",
    "/kerja/forum/2028/sidang/baru/",
    "/kerja/renja/2020/revisi/1/",
    "/kerja/renja/2028/revisi/2/tanda-tangan/bubuhkan/",
    "/kerja/renja/2028/revisi/2/tanda-tangan/pindaian/",
    "/kerja/renja/2028/keselarasan/ubah/",
)
# With the link itself, which is shown once; with what would be kept of a list.
ANSWERS_AT_ONCE = ("/tautan-baru/", "/tempel/")
NEEDS_FILE = "/bukti/"
YEAR_TO_COME = "/kerja/renja/2028/realisasi/"  # nothing of it is recorded yet
FILES_BELOW = "/kerja/forum/2020/berita-acara/tanda-tangan/"  # each signer's certificate
OFFICIAL_TABLES = (
    "/kerja/renja/2028/tabel/"  # codes of the official list, and numbers or the words that stand for them
)
NEEDS_WORD = "/hadir/"  # as it stands on the screen of the forum at this minute
SAME_TWICE = "/kerja/renja/2028/baris/"  # each source of funds of a line stands there once
EDGE = "edge:"
WATCHED = ("/", "/forum/2028/", "/renja/2028/")
FORM_TYPE = "application/x-www-form-urlencoded"


def plausible(control: Control) -> str:
    """What somebody would fill in where a page shows nothing."""
    if control.given.get("tabindex") == "-1":
        return ""  # the trap for robots
    for part, value in {
        "closes_at": "2027-02-19T16:00", "opens_at": "2027-02-18T08:00", "email": "baru@contoh.id", "nip": "1" * 18,
        "phone": "0812 3456 7890", "website": "https://contoh.id/", "plan_year": "2031", "parent": "ASP-2028-0009",
        "starts_at": "08:30", "submit_key": "", "target": "", "agreed_volume": "2",
        "proposals": "", "-kode": "",
    }.items():  # fmt: skip
        if part in control.name:
            return value
    if control.kind == "select":
        return next((option for option in control.options if option), "")
    if control.is_day:
        return "2027-02-18"
    return "3" if control.is_number else "Contoh isian yang wajar"


def attacks(form: Form) -> Iterator[tuple[str, Pairs]]:
    """What is sent, by what is wrong with it: all fields of a kind at once, and alone what only then reaches the rows."""
    base = form.filled(plausible)
    yield from (
        ("nothing", []),
        ("twice", base + base),
        ("lists", [(f"{name}[]", value) for name, value in base]),
    )
    texts = {control.name: control for control in form.controls if control.is_free}
    for kind in TEXTS if texts else ():
        yield kind, [(n, text_of(kind, texts[n]) if n in texts else v) for n, v in base]
    marked = [(n, text_of("markup", texts[n]) if n in texts else v) for n, v in base]
    for name, values in form.groups().items():
        yield from ((f"{name}={value}", _with(marked, name, value)) for value in values)
    yield from ((f"button {name}={value}", [*marked, (name, value)]) for name, value in form.buttons)
    for wrong, kind in (
        (NUMBERS, "is_number"),
        (DAYS, "is_day"),
        (CHOICES, "is_choice"),
        (CHOICES, "is_text"),
    ):
        names = {control.name for control in form.controls if getattr(control, kind)}
        for value in wrong if names else ():
            yield f"{kind} {value[:20]!r}", [(n, value if n in names else v) for n, v in base]
    for control in form.one_of_each():
        yield from (
            (f"{EDGE} {control.name}={v[:20]!r}", _with(base, control.name, v)) for v in control.alone
        )


def _with(pairs: Pairs, name: str, value: str) -> Pairs:
    return [*((n, v) for n, v in pairs if n != name), (name, value)]


def needs_more(path: str) -> bool:
    """Whether no text alone sends this form on."""
    return (
        path in NEEDS_MORE
        or path.startswith((FILES_BELOW, NEEDS_WORD, OFFICIAL_TABLES))
        or path.startswith((FILES_BELOW, NEEDS_WORD, SAME_TWICE, YEAR_TO_COME))
        or path.endswith((*ANSWERS_AT_ONCE, NEEDS_FILE))
    )


def send(client: Client, path: str, kind: str, pairs: Pairs) -> Iterator[str]:
    """The faults that are seen on the way; nothing of what was sent is kept."""
    with transaction.atomic():
        letters = Message.objects.count()
        answer = client.post(path, encoded(pairs), content_type=FORM_TYPE, follow=True)
        yield from page_faults(answer)
        if kind == "markup" and not answer.redirect_chain and not needs_more(path):
            yield "was refused"
        if kind.startswith(EDGE) and answer.redirect_chain:
            yield from (fault for page in WATCHED for fault in page_faults(client.get(page)))
        yield from letter_faults(Message.objects.order_by("pk")[letters:])
        transaction.set_rollback(True)


def page_faults(answer: HttpResponse) -> list[str]:
    faults = [f"status {answer.status_code}"] if answer.status_code >= 500 else []
    is_page = answer.get("Content-Type", "").startswith("text/html")
    return faults + (alive_in(answer.content.decode()) if is_page else [])


def letter_faults(letters) -> Iterator[str]:
    """A letter has the headers that we gave it, whatever names and titles hold."""
    for letter in letters:
        mail = EmailMessage(letter.subject, letter_text(letter), to=[letter.to_email]).message()
        if mail["Bcc"] or f"{WORD}@" in str(mail["To"]):
            yield f"letter {letter.kind}: {mail.items()}"


@pytest.fixture(scope="module")
def known() -> set[tuple[str, ...]]:
    """Forms that were attacked already; many pages hold the same ones."""
    return set()


@pytest.mark.e2e  # the longest walk without a browser
@pytest.mark.no_cover  # what pages and verbs do is covered by their own tests
@pytest.mark.parametrize("name", PAGES)
def test_form_survives_whatever_is_sent(town: FullCity, samples, enter, known, name):
    """I09, I06: duplicates, arrays, NUL, 10^400, NaN, huge dates and lone surrogates in every form: no failure, no forged header."""
    faults = []
    for sample in [s for s in samples if s.name == name and s.status == 200][:A_FEW]:
        client = enter(next(role for role in ROLES if may_open(sample, role, town.people.get(role))))
        page = client.get(sample.path, follow=True)
        for form in PageReader(page.content.decode()).forms:
            path = urljoin(page.request["PATH_INFO"], form.action)
            mark = (resolve(urlsplit(path).path).view_name, *form.names)
            if form.method != "post" or mark in known or (path == LEAVING and name != "account_logout"):
                continue
            known.add(mark)
            for kind, pairs in attacks(form):
                faults += [f"{path} {kind}: {fault}" for fault in send(client, path, kind, pairs)]
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize(
    ("role", "path", "prefix"),
    [
        ("sekretariat", "/kerja/forum/2028/tahapan/", "tahap"),
        ("perencana", "/kerja/renja/2028/baris/{line}/", "indikator"),
    ],
)
def test_page_of_rows_stays_short_whatever_is_asked_for(town, enter, role, path, prefix):
    """I08: nobody makes a page longer by a number."""
    path = path.format(line=town.lines["full"].pk)
    sent = {f"{prefix}-TOTAL_FORMS": "1" + "0" * 400, f"{prefix}-INITIAL_FORMS": "0"}
    answer = enter(role).post(path, sent)
    assert answer.status_code == 200
    assert answer.content.decode().count(f'name="{prefix}-') < 600
