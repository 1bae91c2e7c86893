"""The worker with a lease of a second: what it held when it was killed is taken over at once, so that many kills fit into a minute."""

from datetime import timedelta

import django

django.setup()

from django.core.management import call_command  # noqa: E402

from jobs import runner  # noqa: E402

if __name__ == "__main__":
    runner.LEASE, runner.RENEW_SECONDS = timedelta(seconds=1), 0.3
    call_command("run_worker")
