"""What the typesetter may read: the project's own static files and small pictures inside the text itself.

Used in the child process; knows nothing of Django.
"""

import base64
import binascii
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import unquote, urlsplit

from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

STATIC_TYPES = {
    ".css": "text/css",
    ".ttf": "font/ttf",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
}
PICTURES = {"data:image/png;base64": b"\x89PNG\r\n\x1a\n", "data:image/jpeg;base64": b"\xff\xd8\xff"}
LARGEST_PICTURE = 8 * 1024 * 1024  # characters of base64


class StaticOnlyFetcher(URLFetcher):
    """Everything but static files and data: pictures stops the rendering: nothing of ours asks for it."""

    def __init__(self, folders: Iterable[Path]):
        super().__init__(allowed_protocols=("file", "data"), allow_redirects=False, fail_on_errors=True)
        self.folders = tuple(Path(folder).resolve(strict=True) for folder in folders)

    def fetch(self, url: str, headers=None) -> URLFetcherResponse:
        """The bytes behind the address. Raises FatalURLFetchingError, which is a BaseException."""
        try:
            return _picture(url) if url.startswith("data:") else self._static_file(url)
        except (OSError, ValueError) as error:
            raise FatalURLFetchingError(f"refused: {url[:120]} ({error})") from error

    def _static_file(self, url: str) -> URLFetcherResponse:
        parts = urlsplit(url)
        if parts.scheme != "file" or parts.netloc or parts.query:
            raise ValueError("only static files are read")
        path = Path(unquote(parts.path)).resolve(strict=True)
        if not any(path.is_relative_to(folder) for folder in self.folders):
            raise ValueError("outside the static folders")
        if path.suffix not in STATIC_TYPES:
            raise ValueError("not a kind of file that documents use")
        return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": STATIC_TYPES[path.suffix]})


def _picture(url: str) -> URLFetcherResponse:
    head, _comma, body = url.partition(",")
    if head not in PICTURES or len(body) > LARGEST_PICTURE:
        raise ValueError("only PNG and JPEG pictures")
    try:
        content = base64.b64decode(body, validate=True)
    except binascii.Error as error:
        raise ValueError("broken picture") from error
    if not content.startswith(PICTURES[head]):
        raise ValueError("not the picture that it says it is")
    return URLFetcherResponse(url[:60], content, {"Content-Type": head[5:].partition(";")[0]})
