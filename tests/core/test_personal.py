"""Numbers of persons are noticed in a text, and ordinary numbers are not taken for them."""

import pytest

from core.personal import MAIL, NIK, TELEPHONE, kinds_in


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("NIK saya 6471025508900003.", [NIK]),
        ("nik 6471 0215 0890 0003", [NIK]),
        ("6471-0215-0890-0003", [NIK]),
        ("Rekening 1234567890123456", []),  # no date of birth in it
        ("647102150890000312", []),  # eighteen digits
        ("Hubungi 0812 3456 7890", [TELEPHONE]),
        ("+62 812-3456-7890 atau 081234567890", [TELEPHONE]),
        ("62812345678901", [TELEPHONE]),
        ("Telepon (0542) 421500", [TELEPHONE]),
        ("0542-7654321", [TELEPHONE]),
        ("021 5551234", [TELEPHONE]),
        ("surel siti@contoh.id saja", [MAIL]),
        ("NIK 6471025508900003, 081234567890, a@b.id", [NIK, TELEPHONE, MAIL]),
        ("Rp25.000.000 untuk 340 orang pada 2028", []),
        ("Kode 2.16.03.2.02.0040 dan ASP-2028-0001", []),
        ("RT 012 RW 004, KM 5 sampai 15", []),
        ("1.250.000.000,50", []),
        ("SE Nomor 050/0123/2027", []),
        ("", []),
    ],
    ids=range(19),
)
def test_kinds_of_numbers_in_a_text(text, kinds):
    assert kinds_in(text) == kinds
