"""What invited organisations answer, and whom they send."""

import pytest
from django.utils import timezone

from audit.models import Entry
from forums.answering import Person, answer_invitation, note_opening
from forums.errors import ForumRefused
from forums.models import Delegate, Participant
from tests.factories.forums import (
    DelegateFactory,
)
from tests.forums.conftest import DAY, invited

pytestmark = pytest.mark.django_db
Answer = Participant.Answer


def test_first_opening_alone_is_noted(coming):
    participant = invited(coming)
    note_opening(participant)
    first = Participant.objects.get().opened_at
    note_opening(participant)
    assert Participant.objects.get().opened_at == first
    assert Entry.objects.filter(action="invitation.open").count() == 1


def test_answer_names_who_comes_and_the_record_names_nobody(coming):
    participant = invited(coming)
    people = [Person("Siti Rahma", "Kabid", "081234567890", "P"), Person("Budi")]
    answer_invitation(participant, answer=Answer.REPRESENTED, people=people)
    assert list(participant.delegates.values_list("name", "order")) == [("Siti Rahma", 1), ("Budi", 2)]
    entry = Entry.objects.get()
    assert entry.data == {"answer": "diwakilkan", "count": 2}
    assert "Siti" not in str(vars(entry))


def test_answer_anew_keeps_rows_and_numbers_that_are_named_again(coming):
    participant = invited(coming)
    kept, gone = (
        DelegateFactory(participant=participant, phone="081234567890"),
        DelegateFactory(participant=participant),
    )
    people = [Person("Nama Baru", kept=kept.pk), Person("Tambahan")]
    answer_invitation(participant, answer=Answer.REPRESENTED, people=people)
    kept.refresh_from_db()
    assert (kept.name, kept.phone) == ("Nama Baru", "081234567890")
    assert not Delegate.objects.filter(pk=gone.pk).exists()


def test_people_of_another_organization_are_not_touched(coming):
    other = DelegateFactory(participant__forum=coming, name="Orang lain")
    answer_invitation(invited(coming), answer=Answer.REPRESENTED, people=[Person("Saya", kept=other.pk)])
    other.refresh_from_db()
    assert other.name == "Orang lain"
    assert Delegate.objects.count() == 2


def test_nobody_is_named_by_who_stays_away(coming):
    participant = DelegateFactory(participant__forum=coming).participant
    answer_invitation(participant, answer=Answer.ABSENT, note="Rapat lain")
    assert not participant.delegates.exists()
    assert Participant.objects.get().answer_note == "Rapat lain"


@pytest.mark.parametrize(
    ("people", "words"), [([], "yang mewakili"), ([Person("x")] * 11, "Paling banyak 10")]
)
def test_representation_names_one_to_ten(coming, people, words):
    with pytest.raises(ForumRefused, match=words):
        answer_invitation(invited(coming), answer=Answer.REPRESENTED, people=people)


def test_staff_may_note_an_answer_also_afterwards(coming, sekretariat):
    coming.held_on = timezone.localdate() - DAY
    coming.save()
    done = answer_invitation(invited(coming), answer=Answer.ATTENDS, actor=sekretariat)
    assert done.answered_by == sekretariat
