"""What is handed in as evidence."""

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.corpus.pdfs import make_pdf


def pdf(name: str = "bukti.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, make_pdf(), "application/pdf")
