"""Names are compared as people mean them."""

import pytest

from meetings.names import name_key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Dr. H. Ahmad Yani, M.Si.", "ahmad  yani"),
        ("Hj. Siti Aminah", "SITI AMINAH"),
        ("Ma'ruf Amin", "ma'ruf amin"),
        ("Bapak Budi Santoso", "Budi Santoso, S.Kom., M.T."),
    ],
)
def test_titles_and_capitals_do_not_count(one, other):
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize(("one", "other"), [("Ahmad Yani", "Ahmad Yanti"), ("H.", "Hj."), ("…", "—")])
def test_other_names_stay_apart(one, other):
    assert name_key(one) != name_key(other)
