"""Pekerjaan saya: what waits for a person, section by section, from all their roles."""

from dataclasses import dataclass

def waiting_for(user) -> list:
    return []
