"""The history and refusals, read in English: what was filled in before is filled in again."""

import pytest
from django.utils import translation

from core.languages import to_reader
from forums.models import Activity
from proposals.retelling import retold
from proposals.windows import closed_words
from tests.factories.forums import ForumFactory


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Didisposisikan kepada Bidang Statistik", "Assigned to Bidang Statistik"),
        ("Hasil forum disahkan: Diterima", "Forum result approved: Accepted"),
        ("Usulan induk ASP-2028-0001: Diterima", "Main proposal ASP-2028-0001: Accepted"),
        ("Hasil forum disahkan", "Forum result approved"),
        ("Warga Kelurahan Lamaru", "A resident of Kelurahan Lamaru"),
        ("Dinas Sosial: seksi dua", "Dinas Sosial: seksi dua"),
    ],
)
def test_history_is_retold_in_english(written, read):
    with translation.override("en"):
        assert retold(written) == read
    assert retold(written) == written


@pytest.mark.django_db
def test_refusal_with_a_moment_in_it_waits_for_its_reader():
    words = closed_words(ForumFactory(), Activity.VERIFY)
    assert str(words).startswith("Tahapan “")
    with translation.override("en"):
        assert str(words).startswith("The phase “")
    with to_reader():
        assert str(words).startswith("Tahapan “")
