"""Opening the pages of a berita acara, as tests do."""

from django.urls import reverse

BA = [2028, "berita-acara"]


def at(name: str, *args) -> str:
    return reverse(f"reports:{name}", args=args or BA)


def text_of(answer) -> str:
    return " ".join(answer.content.decode().split())
