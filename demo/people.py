"""Who there is in the demo: one account per role, one person with three, and the citizens around them."""

import json
import os
import secrets
from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.conf import settings
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from accounts.consent import agree
from accounts.models import User
from stakeholders.models import Membership, Organization, Role, Unit

ACCOUNTS_FILE = "demo-accounts.json"
HEAD = "Contoh Pratama"


@dataclass(frozen=True)
class Account:
    """One button "Masuk sebagai …": who it is, what they may do, and the roles that give it."""

    slug: str
    label: str
    name: str
    about: str
    roles: tuple[str, ...] = ()
    organization: str = ""  # "" with roles: the host
    units: tuple[str, ...] = ()
    position: str = ""
    is_staff: bool = False

    @property
    def email(self) -> str:
        return f"{self.slug}@contoh.id"


ACCOUNTS = (
    Account(
        "warga", _("Warga"), "Siti Rahmawati",
        _("Menulis usulan, melengkapi yang dikembalikan, mendukung usulan lain, dan meminta peninjauan ulang."),
    ),
    Account(
        "lembaga", _("Lembaga"), "Andi Syahputra",
        _("Mengusulkan atas nama komunitas dan melanjutkan usulan anggota lain komunitasnya."),
        (Role.ANGGOTA,), "Komunitas Digital Manggar", position="Ketua",
    ),
    Account(
        "sekretariat", _("Sekretariat"), "Dewi Anggraini",
        _("Menjalankan forum: tahapan, dokumen, kesepakatan, usulan dari surat dan musrenbang, serta hasil pembahasan."),
        (Role.SEKRETARIAT,), position="Kepala Subbagian Program",
    ),
    Account(
        "verifikator", _("Verifikator"), "Rudi Hartawan",
        _("Memeriksa usulan dua bidang komunikasi dan informatika, mengembalikan, menggabungkan, dan meneruskannya."),
        (Role.VERIFIKATOR,), units=("Infokom", "Aptika"), position="Analis Sistem Informasi",
    ),
    Account(
        "perencana", _("Perencana"), "Maya Puspita",
        _("Menyusun Renja: baris, indikator, naskah bab, dan tautan ke usulan yang diterima."),
        (Role.PERENCANA,), position="Perencana Ahli Muda",
    ),
    Account(
        "pimpinan", _("Pimpinan"), HEAD,
        _("Mengesahkan dan mengumumkan hasil forum."),
        (Role.PIMPINAN,), position="Kepala Dinas",
    ),
    Account(
        "pemeriksa", _("Pemeriksa Bappeda"), "Indah Permatasari",
        _("Memeriksa revisi Renja yang diserahkan dan menulis catatannya; membaca forum dan usulan."),
        (Role.PEMERIKSA,), "Bappeda Litbang", position="Perencana Ahli Madya",
    ),
    Account(
        "admin", _("Admin"), "Fajar Nugroho",
        _("Mengatur instansi, pejabat, bidang, orang dan perannya, serta kode nomenklatur."),
        (Role.ADMIN,), position="Pengelola Sistem", is_staff=True,
    ),
    Account(
        "tiga-peran", _("Tiga peran sekaligus"), "Yusuf Maulana",
        _("Sekretariat, verifikator statistik dan persandian, serta perencana dalam satu akun."),
        (Role.SEKRETARIAT, Role.VERIFIKATOR, Role.PERENCANA), units=("Statistik dan Persandian",),
        position="Kepala Bidang Statistik dan Persandian",
    ),
)  # fmt: skip

CITIZENS = (
    "Ahmad Fauzi", "Nurhayati", "Budi Santosa", "Rina Marlina", "Hendra Wijaya", "Sri Wahyuni", "Agus Salim",
    "Lilis Suryani", "Dedi Kurniawan", "Yuliana", "Arif Rahman", "Fitriani", "Joko Purnomo", "Mariana Sihombing",
    "Rahmat Hidayat", "Novita Sari", "Eko Prasetyo", "Halimah", "Surya Darma", "Wulandari", "Imam Syafii",
    "Ratna Dewi", "Taufik Akbar", "Kartini Lubis",
)  # fmt: skip
CONTACTS = (
    "Herman", "Suryati", "Iwan Setiawan", "Endang Lestari", "Zainal Abidin", "Murniati", "Gunawan", "Ida Royani",
    "Slamet Riyadi", "Nur Aini", "Bahrun", "Tuti Handayani", "Rizal Effendy", "Asmawati", "Wahyu Hidayat", "Sulastri",
)  # fmt: skip


def create_accounts() -> dict[str, str]:
    """One account per role with its memberships; the passwords by e-mail address."""
    passwords = {}
    host = Organization.objects.get(is_host=True)
    for number, account in enumerate(ACCOUNTS, start=1):
        passwords[account.email] = secrets.token_urlsafe(15)
        user = create_person(account.email, account.name, number, passwords[account.email], account.is_staff)
        organization = find_organization(account.organization) if account.organization else host
        for role in account.roles:
            join(user, organization, role, account.position, account.units)
    return passwords


def create_citizens() -> list[User]:
    """People without a role and without a password; they sign in by the code that is mailed."""
    return [
        create_person(f"{slugify(name)}@contoh.id", name, 100 + n) for n, name in enumerate(CITIZENS, start=1)
    ]


def create_contacts() -> dict[int, User]:
    """A person for each organisation that has none yet, by the organisation's id."""
    people = {}
    rows = Organization.objects.filter(is_host=False).order_by("pk")
    for n, organization in enumerate(rows, start=1):
        email = f"{slugify(organization.label)}@contoh.id"
        people[organization.pk] = create_person(email, CONTACTS[n % len(CONTACTS)], 200 + n)
        join(people[organization.pk], organization, Role.ANGGOTA, "Narahubung")
    return people


def create_person(
    email: str, name: str, number: int, password: str | None = None, is_staff: bool = False
) -> User:
    """An account with a verified address and a telephone number that nobody has, whose owner agreed to the consent text."""
    user = User.objects.create_user(
        email, password, name=name, phone=f"0812-0000-{number:04d}", is_staff=is_staff
    )
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    agree(user)
    return user


def join(
    user: User, organization: Organization, role: str, position: str, units: tuple[str, ...] = ()
) -> None:
    membership = Membership(user=user, organization=organization, role=role, position=position)
    membership.valid_from = timezone.localdate().replace(month=1, day=1)
    membership.clean()
    membership.save()
    if role == Role.VERIFIKATOR:
        membership.units.set(Unit.objects.filter(short_name__in=units))


def find_organization(name: str) -> Organization:
    """By its name or its short name."""
    rows = Organization.objects.filter(name=name) | Organization.objects.filter(short_name=name)
    return rows.get()


def write_accounts(passwords: dict[str, str]) -> None:
    """The private list that `make run` prints: role, e-mail, password; readable by its owner alone."""
    rows = [
        {"role": str(account.label), "email": account.email, "password": passwords[account.email]}
        for account in ACCOUNTS
    ]
    path = settings.DATA_DIR / ACCOUNTS_FILE
    path.unlink(missing_ok=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
        json.dump(rows, file, indent=1)
