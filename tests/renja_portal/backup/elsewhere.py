"""Another installation beside that of the test: its own database on the same server, its own folder, its own processes."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psycopg2
from django.conf import settings
from django.db import connection
from psycopg2 import sql

ROOT = Path(__file__).resolve().parents[3]


def url_of(name: str) -> str:
    parts = connection.settings_dict
    return f"postgres://{parts['USER']}:{parts['PASSWORD']}@{parts['HOST']}:{parts['PORT']}/{name}"


@dataclass
class Installation:
    """Commands as somebody types them there."""

    data: Path
    database: str
    environment: dict[str, str] = field(default_factory=dict)

    def manage(self, *arguments: str, **more: str) -> subprocess.CompletedProcess:
        own = {
            "DATA_DIR": str(self.data), "DATABASE_URL": url_of(self.database), "DJANGO_SETTINGS_MODULE": "renja_portal.settings",
            "SECRET_KEY": settings.SECRET_KEY, "PUBLIC_URL": settings.PUBLIC_URL, "PYTHONWARNINGS": "default",
        }  # fmt: skip
        return subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=os.environ | own | self.environment | more,
            capture_output=True,
            text=True,
        )

    def ask(self, query: str) -> list[tuple]:
        """Rows of its database."""
        line = psycopg2.connect(url_of(self.database))
        try:
            with line, line.cursor() as cursor:
                cursor.execute(query)
                return cursor.fetchall() if cursor.description else []
        finally:
            line.close()


@contextmanager
def installation(folder: Path, name: str, **environment: str) -> Iterator[Installation]:
    """An empty one; database and all are gone afterwards."""
    _on_server(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)"), name)
    _on_server(sql.SQL("CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8'"), name)
    folder.mkdir()
    try:
        yield Installation(folder, name, environment)
    finally:
        _on_server(sql.SQL("DROP DATABASE {} WITH (FORCE)"), name)


def _on_server(statement: sql.SQL, name: str) -> None:
    line = psycopg2.connect(url_of("postgres"))
    line.autocommit = True
    try:
        with line.cursor() as cursor:
            cursor.execute(statement.format(sql.Identifier(name)))
    finally:
        line.close()
