"""One archive with everything, and the way back (docs/backup.md).

An archive is an `age` file; inside lies a tar: `media/…`, the pieces of pg_dump as `database/…`, `manifest.json` last.
"""
