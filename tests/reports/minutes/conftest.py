"""A forum that was held: sessions, results, presence, agreements; and certificates that nobody trusts."""

import datetime
import hashlib
from dataclasses import dataclass
from decimal import Decimal

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID
from django.core.files.base import ContentFile
from django.utils import timezone

from forums.models import Forum
from meetings.models import Minutes, Sitting
from proposals.choices import Outcome
from proposals.models import Proposal
from reports.minutes.making import finalise_minutes
from reports.minutes.paper import MinutesPaper, Presence, Signer, TextPart
from reports.minutes.printing import minutes_html
from reports.minutes.wording import SECTIONS
from reports.pdf import write_pdf
from reports.report import Letterhead
from tests.factories.forums import ForumFactory, ParticipantFactory, ProgrammeItemFactory
from tests.factories.meetings import AgendaItemFactory, AgreementFactory, AttendanceFactory, SittingFactory
from tests.factories.minutes import MinutesFactory, MinutesFileFactory, SignatoryFactory
from tests.factories.proposals import DecisionFactory
from tests.factories.stakeholders import HostFactory, OrganizationFactory
from tests.factories.urusan import UrusanFactory

DAY = datetime.date(2027, 2, 23)
PASSPHRASE = "kata sandi contoh"


@dataclass(frozen=True)
class Held:
    forum: Forum
    sitting: Sitting
    proposals: dict[str, Proposal]


@pytest.fixture
def held(db) -> Held:
    """With one proposal of each outcome, the last of them withheld, and two people who came."""
    HostFactory()
    forum = ForumFactory(held_on=DAY, place="Aula Diskominfo", starts_at=datetime.time(8, 30))
    ProgrammeItemFactory(forum=forum, title="Sambutan", in_charge="Kepala Dinas", order=1)
    ProgrammeItemFactory(forum=forum, title="Paparan rancangan Renja", in_charge="Bidang APTIKA", order=2)
    urusan = UrusanFactory(name="Komunikasi dan informatika")
    over = timezone.make_aware(datetime.datetime(2027, 2, 23, 14, 5))
    sitting = SittingFactory(
        forum=forum,
        urusan=urusan,
        state=Sitting.State.CLOSED,
        opened_at=over,
        closed_at=over,
        notes="Dibuka tepat waktu.",
    )
    proposals = {}
    for name, outcome, more in (
        ("accepted", Outcome.ACCEPTED, {"title": "Titik internet", "estimated_cost": Decimal(25_000_000)}),
        ("declined", Outcome.REJECTED, {"title": "Kabel laut"}),
        ("reserve", Outcome.DEFERRED, {"title": "Pelatihan warga"}),
        ("withheld", Outcome.ACCEPTED, {"title": "JUDUL-RAHASIA", "withheld_reason": "Persandian"}),
    ):
        item = AgendaItemFactory(
            sitting=sitting, **{f"proposal__{key}": value for key, value in more.items()}
        )
        DecisionFactory(proposal=item.proposal, outcome=outcome, reason=f"Alasan {name}.")
        proposals[name] = item.proposal
    office = ParticipantFactory(forum=forum, organization=OrganizationFactory(name="BPS Kota"))
    AttendanceFactory(
        forum=forum, participant=office, name="Siti Statistik", phone="081234567890", position="Statistisi"
    )
    AttendanceFactory(forum=forum, name="Tamu Langsung", organization_name="RT 12")
    AgreementFactory(
        forum=forum, urusan=urusan, text="Mitra menyediakan tenaga ahli.", partner_note="BPS Kota"
    )
    return Held(forum, sitting, proposals)


@pytest.fixture
def draft(held) -> Minutes:
    """A berita acara with number, date, and two signers: a chair and one for the participants."""
    minutes = MinutesFactory(forum=held.forum, dated=DAY)
    SignatoryFactory(
        minutes=minutes, kind="pimpinan", name="Dr. Rahmat Hidayat, M.Si.", means="elektronik", order=1
    )
    SignatoryFactory(minutes=minutes, name="Siti Statistik", organization="BPS Kota", order=2)
    return minutes


@pytest.fixture(scope="session")
def typeset(tmp_path_factory) -> bytes:
    """A short berita acara with places for two signatures, typeset once for all tests."""
    signers = tuple(
        Signer(no, kind, "Nama", "", "", "") for no, kind in enumerate(("pimpinan", "peserta"), start=1)
    )
    parts = tuple(TextPart(section.slug, str(section.title), "Teks.") for section in SECTIONS["berita_acara"])
    paper = MinutesPaper(
        kind="berita_acara", year=2028, edition=1, code="CONTOH2345", host=Letterhead("Kota", "Dinas", "Kota", "Kota"),
        title=("Berita Acara",), number="", facts=(), city="Kota", dated="", read_at="", parts=parts, signers=signers,
        presence=Presence(),
    )  # fmt: skip
    target = tmp_path_factory.mktemp("naskah") / "naskah.pdf"
    write_pdf(minutes_html(paper, is_final=True), target)
    return target.read_bytes()


@pytest.fixture
def final(draft, sekretariat, typeset) -> Minutes:
    """Final, with its two files, as the worker leaves it."""
    made = finalise_minutes(draft, actor=sekretariat)
    for kind, content in (("naskah", typeset), ("publik", typeset + b"%publik\n")):
        MinutesFileFactory(
            minutes=made, kind=kind, file=ContentFile(content, name=f"{kind}.pdf"), size=len(content),
            sha256=hashlib.sha256(content).hexdigest(),
        )  # fmt: skip
    return made


def certificate(name: str, *, days: int = 30, since: int = 1) -> bytes:
    """A PKCS#12 file that its owner made alone, valid from `since` days ago for `days` days."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    start = timezone.now() - datetime.timedelta(days=since)
    usage = x509.KeyUsage(True, True, False, False, False, False, False, False, False)
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(4711)
        .not_valid_before(start)
        .not_valid_after(start + datetime.timedelta(days=days))
        .add_extension(usage, critical=True)
        .sign(key, hashes.SHA256())
    )
    lock = serialization.BestAvailableEncryption(PASSPHRASE.encode())
    return pkcs12.serialize_key_and_certificates(b"uji", key, made, None, lock)


@pytest.fixture
def staff(client, sekretariat, settings):
    settings.SECOND_FACTOR_REQUIRED = False
    client.force_login(sekretariat)
    return client
