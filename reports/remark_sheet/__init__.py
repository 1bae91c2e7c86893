"""Catatan Verifikasi dan Tindak Lanjut: Bappeda's remarks on a revision beside what the office did, as PDF and Excel."""
