"""What every page of the demo knows besides: the accounts that one can sign in as."""

from django.http import HttpRequest

from demo.people import ACCOUNTS


def demo(request: HttpRequest) -> dict:
    """The context processor: `demo_accounts` in every template."""
    return {"demo_accounts": ACCOUNTS}
