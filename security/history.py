"""Secrets in any line that was ever committed: detect-secrets over the patches of the whole history.

Run by the tools' own Python: `.venv/audit-tools/bin/python -m security.history`. Prints findings as JSON, never the secret itself.
"""

import json
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor
from fnmatch import fnmatch

from detect_secrets.core.scan import scan_diff
from detect_secrets.settings import transient_settings

# What tells a secret by its form, or by what it is called; a word that is merely long and random is a hash here nine times in ten.
PLUGINS = (
    "ArtifactoryDetector", "AWSKeyDetector", "AzureStorageKeyDetector", "BasicAuthDetector", "CloudantDetector",
    "DiscordBotTokenDetector", "GitHubTokenDetector", "GitLabTokenDetector", "IbmCloudIamDetector", "IbmCosHmacDetector",
    "JwtTokenDetector", "KeywordDetector", "MailchimpDetector", "NpmDetector", "OpenAIDetector", "PrivateKeyDetector",
    "PypiTokenDetector", "SendGridDetector", "SlackDetector", "SoftlayerDetector", "SquareOAuthDetector", "StripeDetector",
    "TelegramBotTokenDetector", "TwilioKeyDetector",
)  # fmt: skip
RANDOM = ({"name": "Base64HighEntropyString", "limit": 4.5}, {"name": "HexHighEntropyString", "limit": 3.0})
SETTINGS = {"plugins_used": [*({"name": name} for name in PLUGINS), *RANDOM]}
# Hashes of packages, pictures and code of others: nothing of ours could hide there unseen by whoever reads the change.
PORTION = 40
PASSED_OVER = ("*.lock", "static/vendor/*", "static/js/vendor/*", "*.svg", "locale/*", "LICENSE")


def commits() -> list[str]:
    return _git("rev-list", "HEAD").split()


def findings_of(names: tuple[str, ...]) -> list[tuple[str, str, str]]:
    """(kind, path, hash of the secret) for what these commits added."""
    patch = _git("show", "--unified=0", "--no-color", "--no-ext-diff", "--no-renames", "--format=", *names)
    with transient_settings(SETTINGS):
        found = {(one.type, one.filename, one.secret_hash) for one in scan_diff(patch)}
    return [one for one in found if not any(fnmatch(one[1], pattern) for pattern in PASSED_OVER)]


def _git(*arguments: str) -> str:
    done = subprocess.run(["git", *arguments], capture_output=True, check=True)  # noqa: S607
    return done.stdout.decode(errors="replace")


def main() -> None:
    names = commits()
    portions = [tuple(names[start : start + PORTION]) for start in range(0, len(names), PORTION)]
    with ProcessPoolExecutor(2) as pool:
        found = {one for portion in pool.map(findings_of, portions) for one in portion}
    json.dump(
        [{"rule": kind, "path": path, "hash": secret} for kind, path, secret in sorted(found)], sys.stdout
    )


if __name__ == "__main__":
    main()
