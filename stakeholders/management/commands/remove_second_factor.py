"""Where the only admin lost phone and recovery codes, or nobody else can agree."""

from django.core.management.base import BaseCommand, CommandError

from accounts.models import User
from core.errors import NotAllowed
from stakeholders.second_factor import remove_factor_on_server


class Command(BaseCommand):
    help = "Remove the second factor of an account. The reason goes into the record, and its owner gets a letter."

    def add_arguments(self, parser):
        parser.add_argument("email", help="address of the person")
        parser.add_argument("--reason", required=True, help="why, and how you made sure who asked")

    def handle(self, *args, **options):
        user = User.objects.filter(email__iexact=options["email"]).first()
        if user is None:
            raise CommandError(f"No account has the address {options['email']!r}.")
        if not options["reason"].strip():
            raise CommandError('Say why: --reason "…"')
        try:
            remove_factor_on_server(user, reason=options["reason"])
        except NotAllowed as refused:
            raise CommandError(refused.message) from refused
        self.stdout.write(f"The second factor of {user.email} is removed; its owner sets up a new one.")
