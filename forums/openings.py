"""Whether a page was opened by somebody who looks at it, or fetched by a machine that shows a preview of its link.

WhatsApp and its like fetch a link before anybody has touched it. Browsers say by Sec-Fetch headers that somebody went
to the page; machines that make previews send none, and name themselves. Older browsers send none either: their opening
is not noted, which is better than one that never was. Staff who look at the page have not been invited.
"""

import re

from django.http import HttpRequest

MACHINES = re.compile(
    r"bot\b|crawl|spider|preview|facebookexternalhit|whatsapp/|telegram|slack|discord|skype|curl|python|scan",
    re.IGNORECASE,
)


def is_seen_by_person(request: HttpRequest) -> bool:
    """As far as one can tell."""
    headers = request.headers
    went_there = headers.get("Sec-Fetch-Mode") == "navigate" and headers.get("Sec-Fetch-Dest") == "document"
    ahead = "prefetch" in headers.get("Sec-Purpose", headers.get("Purpose", "")).lower()
    is_machine = MACHINES.search(headers.get("User-Agent", "")) is not None
    return went_there and not ahead and not is_machine and not request.user.has_perm("stakeholders.work")
