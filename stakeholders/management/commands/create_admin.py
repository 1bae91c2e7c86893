"""The first admin of an installation, or a new way in for one."""

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from accounts.invitations import invitation_url
from core.errors import NotAllowed
from stakeholders.people import appoint_admin
from stakeholders.places import create_places


class Command(BaseCommand):
    help = "Make the account of an admin (or find it) and print a one-time link to sign in with, good for 24 hours."

    def add_arguments(self, parser):
        parser.add_argument("email", help="address of the person")
        parser.add_argument("--name", default="", help="full name of the person")

    def handle(self, *args, **options):
        try:
            membership = appoint_admin(options["email"], name=options["name"])
        except ValidationError as error:
            raise CommandError(f"{options['email']!r}: {' '.join(error.messages)}") from error
        except NotAllowed as refused:
            raise CommandError(refused.message) from refused
        create_places()
        self.stdout.write(f"{membership.user.email} is admin of {membership.organization}.")
        self.stdout.write("One-time link, good for 24 hours:")
        self.stdout.write(invitation_url(membership.user))
