"""`manage.py collect_messages`: bring locale/en up to the sources, and compile it. Needs GNU gettext and polib (development)."""

from pathlib import Path

import polib
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from renja_portal.english import is_for_readers

ENGLISH = "en"


class Command(BaseCommand):
    help = "Kumpulkan kalimat sisi publik untuk diterjemahkan ke bahasa Inggris, lalu susun katalognya."

    def handle(self, *args, **options) -> None:
        path = Path(settings.BASE_DIR) / "locale" / ENGLISH / "LC_MESSAGES" / "django.po"
        path.parent.mkdir(parents=True, exist_ok=True)
        call_command(
            "makemessages",
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
        catalogue.header = "What the public side says to readers of English. Staff pages and official documents are Indonesian."
        catalogue.save(str(path))
        catalogue.save_as_mofile(str(path.with_suffix(".mo")))
        left = len(catalogue.untranslated_entries()) + len(catalogue.fuzzy_entries())
        self.stdout.write(f"{len(catalogue)} kalimat, {left} belum diterjemahkan")


def _sources(entry: polib.POEntry) -> set[str]:
    return {source.removeprefix("./") for source, _line in entry.occurrences}
