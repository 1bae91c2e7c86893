"""`manage.py collect_messages`: bring locale/en up to the sources, and compile it. Needs GNU gettext and polib (development)."""

from pathlib import Path

import polib
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.core.management.commands import makemessages

from renja_portal.english import is_for_readers

ENGLISH = "en"
GLOSSARY = """What the public side says to readers of English. Staff pages and official documents are Indonesian.

Plain, formal British English. Official terms and names stay Indonesian, with a short gloss where a reader needs one.
usulan: proposal · sampaikan aspirasi: submit a proposal · penjaringan aspirasi: call for proposals · pengusul: proposer
verifikasi, verifikator: verification, verifier · perencana: planner · pimpinan: head of department · petugas: staff
hasil (pembahasan): result · pengesahan: approval · penetapan: adoption · peninjauan ulang: reconsideration
diterima: accepted · cadangan: reserve · belum dapat diakomodasi: not accommodated · diteruskan: referred
digabungkan, usulan induk: merged, main proposal · ditarik: withdrawn · perlu dilengkapi: more information needed
tanggapan resmi: official response · dukungan: support · dikecualikan: withheld · riwayat: history · tahap: phase
dinas, perangkat daerah: the department, city department (perangkat daerah) · instansi: public body, organisation
lembaga: organisation · bidang: division · pagu: budget (pagu) · prakiraan maju: forward estimate · laman: website
urusan: urusan (field) · kegiatan, sub kegiatan: activity (kegiatan), sub-activity (sub kegiatan)
Renja: Renja (annual work plan) · kecamatan: kecamatan (district) · kelurahan: kelurahan (ward)
berita acara: berita acara (official minutes) · surel: e-mail · kata sandi: password · kode cadangan: recovery codes
Kept as they are: Forum Perangkat Daerah, Musrenbang, SP4N-LAPOR!, Permendagri, RT, NIK, APBD, Bappeda, DPRD."""


class MakeMessages(makemessages.Command):
    """Django's own, which also knows our second name for what is translated when it is shown."""

    xgettext_options = [*makemessages.Command.xgettext_options, "--keyword=_l"]


class Command(BaseCommand):
    help = "Kumpulkan kalimat sisi publik untuk diterjemahkan ke bahasa Inggris, lalu susun katalognya."

    def handle(self, *args, **options) -> None:
        path = Path(settings.BASE_DIR) / "locale" / ENGLISH / "LC_MESSAGES" / "django.po"
        path.parent.mkdir(parents=True, exist_ok=True)
        call_command(
            MakeMessages(),
            locale=[ENGLISH],
            no_wrap=True,
            no_obsolete=True,
            ignore_patterns=[".venv", "tests"],
        )
        catalogue = polib.pofile(str(path), wrapwidth=0)
        for entry in [entry for entry in catalogue if not any(map(is_for_readers, _sources(entry)))]:
            catalogue.remove(entry)
        for entry in catalogue:
            entry.occurrences = [(source, "") for source in sorted(_sources(entry))]
        catalogue.metadata_is_fuzzy = False
        catalogue.metadata = {
            "Language": ENGLISH,
            "MIME-Version": "1.0",
            "Content-Type": "text/plain; charset=UTF-8",
            "Content-Transfer-Encoding": "8bit",
            "Plural-Forms": "nplurals=2; plural=(n != 1);",
        }
        catalogue.header = GLOSSARY
        catalogue.save(str(path))
        catalogue.save_as_mofile(str(path.with_suffix(".mo")))
        left = len(catalogue.untranslated_entries()) + len(catalogue.fuzzy_entries())
        self.stdout.write(f"{len(catalogue)} kalimat, {left} belum diterjemahkan")


def _sources(entry: polib.POEntry) -> set[str]:
    return {source.removeprefix("./") for source, _line in entry.occurrences}
