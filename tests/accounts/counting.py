"""A password hasher that says how often it was asked, to compare the work behind two answers."""

from django.contrib.auth.hashers import MD5PasswordHasher

asked: list[str] = []


class CountingHasher(MD5PasswordHasher):
    algorithm = "counting"

    def encode(self, password: str, salt: str) -> str:
        asked.append("encode")
        return super().encode(password, salt)
