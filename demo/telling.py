"""Telling the demo's story: a deed is done now and happened at its moment, and so did the letters that it wrote."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils import timezone

from demo import mail
from demo.diary import Diary
from notifications.models import Message, State
from notifications.outbox import letter_text


class Teller:
    """Does one deed after the other, and notes each in the diary."""

    def __init__(self, diary: Diary) -> None:
        self.diary = diary

    def tell(self, moment: datetime, act: Callable, *args, **named) -> Any:
        """Do it; what it gives."""
        self.diary.note(moment)
        given = act(*args, **named)
        post_letters(moment)
        return given


def post_letters(at: datetime) -> None:
    """What the last deed had to tell lies in the demo's mail, under the moment at which it happened."""
    waiting = list(Message.objects.pending())
    for message in waiting:
        letter = EmailMessage(
            message.subject, letter_text(message), settings.DEFAULT_FROM_EMAIL, [message.to_email]
        )
        mail.keep(letter, at=at)
        message.state, message.sent_at, message.attempts = State.SENT, timezone.now(), 1
    Message.objects.bulk_update(waiting, ["state", "sent_at", "attempts"])
