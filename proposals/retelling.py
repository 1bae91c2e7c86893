"""The history for readers of English: sentences that were written down in Indonesian, with names and numbers in them."""

import re

from django.utils import translation
from django.utils.functional import lazy
from django.utils.translation import gettext_noop as _

from core.languages import in_readers_words, is_english

# As the verbs write them.
SENTENCES = (
    _("Didisposisikan kepada %(unit)s"),
    _("Tenggat pemeriksaan menjadi %(due)s"),
    _("Usulan induk %(number)s diteruskan"),
    _("Usulan induk digabungkan dengan %(number)s"),
    _("Usulan induk %(number)s: %(state)s"),
    _("Warga Kelurahan %(name)s"),
)
PATTERNS = [
    (re.compile(re.sub(r"%\((\w+)\)s", r"(?P<\1>.+)", sentence) + r"\Z", re.DOTALL), sentence)
    for sentence in SENTENCES
]


def retold(written: str) -> str:
    """The sentence in the language spoken now; as it was written where none of ours is in it."""
    if not is_english():
        return written
    for pattern, sentence in PATTERNS:
        if found := pattern.match(written):
            words = {name: in_readers_words(value) for name, value in found.groupdict().items()}
            return translation.gettext(sentence) % words
    step, colon, state = written.rpartition(": ")  # such as "Hasil forum disahkan: Diterima"
    return f"{in_readers_words(step)}{colon}{in_readers_words(state)}"


retold_later = lazy(retold, str)
