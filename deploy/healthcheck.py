"""Ends well as long as the web process in this container answers: asked by its own name, as the portal answers no other."""

import http.client
import os
import sys
from urllib.parse import urlsplit


def is_well(port: int = 8000) -> bool:
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=4)
    try:
        line.request("GET", "/healthz", headers={"Host": urlsplit(os.environ["PUBLIC_URL"]).netloc})
        return line.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        line.close()


if __name__ == "__main__":
    sys.exit(0 if is_well() else 1)
