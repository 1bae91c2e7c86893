"""What this layer knows about a server; registered when it is imported, like the `preflight.py` of every other app."""

from renja_portal.preflight import backups, database, files, installation, services

__all__ = ["backups", "database", "files", "installation", "services"]
