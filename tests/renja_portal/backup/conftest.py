from tests.renja_portal.backup.keys import key_file

__all__ = ["key_file"]
