"""Berita acara and notulen on paper: read once, frozen when final, printed many times."""
