"""Letters in the outbox."""

import factory
from factory.django import DjangoModelFactory

from notifications.models import Message
from tests.factories.accounts import UserFactory


class MessageFactory(DjangoModelFactory):
    """A letter that waits to be sent."""

    class Meta:
        model = Message

    to_user = factory.SubFactory(UserFactory)
    to_email = factory.SelfAttribute("to_user.email")
    kind = "uji"
    subject = "Hasil pembahasan usulan"
    body = "Usulan Saudara telah dibahas."
    key = factory.Sequence(lambda n: f"uji:{n}")
