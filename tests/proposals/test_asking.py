"""Tanya sekretariat: who asks, what the public reads and when, and how answers come, change, or are kept back."""

import datetime

import pytest
import time_machine
from django.db import IntegrityError
from django.urls import reverse
from django.utils import timezone

from audit.models import Entry
from core.dates import add_working_days
from core.versions import StaleSave
from notifications.models import Message
from proposals.asking import answer_due_on, answer_question, ask_question, hide_question
from proposals.kept_reads import QUESTIONS
from proposals.models import Proposal, Question
from proposals.workflow import StepRefused
from tests.factories.accounts import UserFactory
from tests.factories.proposals import ProposalFactory, QuestionFactory
from tests.factories.stakeholders import MembershipFactory
from tests.statements import times_asked

pytestmark = pytest.mark.django_db
TEXT = "Kapan titik internet ini dipasang?"


def address(name: str, proposal) -> str:
    return reverse(f"proposals:{name}", args=[proposal.number])


def page_of(visitor, proposal) -> str:
    return visitor.get(address("detail", proposal)).content.decode()


@pytest.fixture
def proposal(forum) -> Proposal:
    return ProposalFactory(forum=forum, verified=True)


@pytest.fixture
def question(proposal) -> Question:
    return ask_question(proposal, actor=UserFactory(name="Nama Penanya"), text=TEXT)


# Bertanya


def test_a_question_is_public_together_with_its_answer(client, logged_in, proposal, sekretariat):
    asker = UserFactory(name="Nama Penanya")
    answer = logged_in(asker).post(address("ask", proposal), {"text": TEXT}, follow=True)
    assert "Menunggu jawaban" in answer.content.decode()
    client.logout()
    assert TEXT not in page_of(client, proposal)
    question = proposal.questions.get()
    visitor = logged_in(sekretariat)
    page = reverse("proposals:question", args=[question.pk])
    visitor.post(page, {"answer": "Pada triwulan kedua.", "version": question.version})
    client.logout()
    text = page_of(client, proposal)
    assert TEXT in text
    assert "Pada triwulan kedua." in text
    assert "Warga bertanya" in text
    assert "Nama Penanya" not in text
    letter = Message.objects.get(to_user=asker)
    assert (letter.kind, letter.url) == ("question.answered", f"{address('detail', proposal)}#pertanyaan")


def test_strangers_are_asked_to_sign_in_and_come_back(client, proposal):
    assert "Tanya sekretariat" in page_of(client, proposal)
    answer = client.get(address("ask", proposal))
    assert answer.status_code == 302
    assert address("ask", proposal) in answer.url


def test_the_kind_of_organisation_is_named(proposal):
    member = MembershipFactory(organization__kind="perguruan_tinggi").user
    assert ask_question(proposal, actor=member, text=TEXT).asker_label == "Perguruan tinggi"


def test_one_question_waits_at_a_time(logged_in, question, proposal):
    visitor = logged_in(question.asked_by)
    assert address("ask", proposal) not in page_of(visitor, proposal)
    answer = visitor.post(address("ask", proposal), {"text": "Lagi?"}, follow=True)
    assert "masih menunggu jawaban" in answer.content.decode()
    with pytest.raises(IntegrityError):
        QuestionFactory(proposal=proposal, asked_by=question.asked_by)


def test_withheld_proposals_take_no_questions(logged_in, forum):
    closed, asker = ProposalFactory(forum=forum, withheld=True), UserFactory()
    assert "tanya/" not in page_of(logged_in(asker), closed)
    answer = logged_in(asker).post(address("ask", closed), {"text": TEXT}, follow=True)
    assert "dikecualikan" in answer.content.decode()
    assert not Question.objects.exists()


def test_drafts_take_no_questions(logged_in, forum):
    draft = ProposalFactory(forum=forum, draft=True)
    assert logged_in(draft.proposer).get("/aspirasi/None/tanya/").status_code == 404
    with pytest.raises(StepRefused):
        ask_question(draft, actor=draft.proposer, text=TEXT)


@pytest.mark.parametrize(
    ("text", "keeps", "asked", "words"),
    [
        ("NIK saya 6471052304850001", "on", False, "NIK tidak boleh"),
        ("Hubungi 0812 3456 7890", "", False, "Tetap kirim"),
        ("Hubungi 0812 3456 7890", "on", True, "sudah dikirim"),
        (" ", "", False, "Tulis pertanyaan Anda"),
        ("a" * 1001, "", False, "paling banyak 1.000 huruf"),
    ],
    ids=["nik", "telephone", "telephone kept", "empty", "too long"],
)
def test_what_is_typed_is_checked_and_kept(logged_in, proposal, text, keeps, asked, words):
    answer = logged_in(UserFactory()).post(
        address("ask", proposal), {"text": text, "keeps": keeps}, follow=True
    )
    html = answer.content.decode()
    assert words in html
    assert text.strip() in html
    assert Question.objects.exists() is asked


def test_questions_of_a_day_are_limited(logged_in, forum, settings):
    settings.DAILY_LIMITS = settings.DAILY_LIMITS | {"ask": 1}
    visitor = logged_in(UserFactory())
    first, other = ProposalFactory.create_batch(2, forum=forum)
    assert visitor.post(address("ask", first), {"text": TEXT}).status_code == 302
    refused = visitor.post(address("ask", other), {"text": "Pertanyaan kedua yang panjang sekali?"})
    assert refused.status_code == 429
    assert "Pertanyaan kedua yang panjang" in refused.content.decode()


# Menjawab


def test_what_waits_is_listed_oldest_first_with_its_clock(logged_in, forum, sekretariat):
    late = QuestionFactory(proposal__forum=forum, asked_at=timezone.now() - datetime.timedelta(days=20))
    fresh = QuestionFactory(proposal__forum=forum)
    for trait in ("answered", "hidden"):
        QuestionFactory(proposal__forum=forum, **{trait: True})
    page = logged_in(sekretariat).get(reverse("proposals:questions"))
    assert [row[0] for row in page.context["rows"]] == [late, fresh]
    assert "Lewat tenggat" in page.content.decode()
    assert "hari kerja lagi" in page.content.decode()


def test_what_was_answered_is_found_again_to_be_mended(logged_in, forum, sekretariat):
    visitor, listing = logged_in(sekretariat), reverse("proposals:questions") + "?daftar=dijawab"
    assert "Belum ada pertanyaan yang dijawab" in visitor.get(listing).content.decode()
    answered = QuestionFactory(proposal__forum=forum, answered=True)
    QuestionFactory(proposal__forum=forum)
    page = visitor.get(listing)
    assert [row[0] for row in page.context["rows"]] == [answered]
    assert reverse("proposals:question", args=[answered.pk]) in page.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_many(
    logged_in, forum, sekretariat, count, django_assert_max_num_queries
):
    QuestionFactory.create_batch(count, proposal__forum=forum)
    visitor = logged_in(sekretariat)
    with django_assert_max_num_queries(9):
        visitor.get(reverse("proposals:questions"))


def test_an_answer_is_due_after_five_working_days(question):
    assert answer_due_on(question) == add_working_days(timezone.localdate(), 5)


def test_the_secretariat_alone_answers(logged_in, question, pimpinan, verifikator, pengusul):
    page = reverse("proposals:question", args=[question.pk])
    for person in (pimpinan, verifikator, pengusul):
        assert logged_in(person).get(page).status_code == 403
        with pytest.raises(StepRefused, match="sekretariat"):
            answer_question(question, actor=person, answer="Ya.", seen=1)


def test_nobody_answers_for_themselves(logged_in, forum, sekretariat):
    own = QuestionFactory(proposal__forum=forum, asked_by=sekretariat)
    of_own = QuestionFactory(proposal__forum=forum, proposal__proposer=sekretariat)
    assert not Question.objects.answerable_by(sekretariat).exists()
    for question in (own, of_own):
        text = logged_in(sekretariat).get(reverse("proposals:question", args=[question.pk])).content.decode()
        assert "dijawab oleh orang lain" in text
        with pytest.raises(StepRefused, match="orang lain"):
            answer_question(question, actor=sekretariat, answer="Ya.", seen=1)


def test_a_mended_answer_keeps_what_it_said_and_writes_no_second_letter(
    logged_in, question, sekretariat, client
):
    answer_question(question, actor=sekretariat, answer="Tahun 2027.", seen=1)
    page = reverse("proposals:question", args=[question.pk])
    question.refresh_from_db()
    with time_machine.travel(timezone.now() + datetime.timedelta(days=2), tick=False):
        visitor = logged_in(sekretariat)
        visitor.post(page, {"answer": "Tahun 2028.", "version": question.version})
        text = visitor.get(page).content.decode()
    assert "Jawaban sebelumnya" in text
    assert "Tahun 2027." in text
    assert Message.objects.filter(kind="question.answered").count() == 1
    client.logout()
    public = page_of(client, question.proposal)
    assert "Tahun 2028." in public
    assert "Tahun 2027." not in public
    assert "diperbaiki" in public
    actions = Entry.objects.order_by("pk").values_list("action", flat=True)
    assert list(actions)[-2:] == ["question.answer", "question.change_answer"]


def test_the_same_answer_again_changes_nothing(question, sekretariat):
    for _press in range(2):
        answer_question(question, actor=sekretariat, answer="Ya.", seen=1)
    question.refresh_from_db()
    assert question.changed_at is None
    assert not question.former_answers.exists()


def test_who_comes_second_reads_both_answers(logged_in, question, sekretariat):
    answer_question(question, actor=sekretariat, answer="Jawaban pertama.", seen=1)
    page = reverse("proposals:question", args=[question.pk])
    answer = logged_in(sekretariat).post(page, {"answer": "Jawaban kedua.", "version": 1})
    assert answer.status_code == 409
    text = answer.content.decode()
    assert "Jawaban pertama." in text
    assert "Jawaban kedua." in text
    question.refresh_from_db()
    assert question.answer == "Jawaban pertama."


def test_an_empty_answer_says_so(logged_in, question, sekretariat):
    page = reverse("proposals:question", args=[question.pk])
    assert (
        "Tulis jawabannya"
        in logged_in(sekretariat).post(page, {"answer": " ", "version": 1}).content.decode()
    )
    with pytest.raises(StepRefused):
        answer_question(question, actor=sekretariat, answer=" ", seen=1)


# Tidak ditampilkan


def test_what_cannot_be_shown_is_told_kindly_to_its_asker_alone(logged_in, question, sekretariat, client):
    page = reverse("proposals:question", args=[question.pk])
    visitor = logged_in(sekretariat)
    missing = visitor.post(page, {"sembunyikan": "1", "version": 1})
    assert "Pilih alasan" in missing.content.decode()
    visitor.post(page, {"sembunyikan": "1", "hiding": "personal", "version": 1})
    letter = Message.objects.get(to_user=question.asked_by)
    assert "memuat data pribadi" in letter.body
    assert "Terima kasih" in letter.body
    assert "Memuat data pribadi" in page_of(logged_in(question.asked_by), question.proposal)
    client.logout()
    assert TEXT not in page_of(client, question.proposal)
    assert "sudah dinyatakan tidak ditampilkan" in logged_in(sekretariat).get(page).content.decode()


def test_an_answered_question_can_be_kept_back_later(question, sekretariat, client):
    answer_question(question, actor=sekretariat, answer="Ya.", seen=1)
    with pytest.raises(StaleSave):
        hide_question(question, actor=sekretariat, hiding="abuse", seen=1)
    with pytest.raises(StepRefused, match="Pilih alasan"):
        hide_question(question, actor=sekretariat, hiding="", seen=2)
    hide_question(question, actor=sekretariat, hiding="abuse", seen=2)
    assert TEXT not in page_of(client, question.proposal)


def test_who_erased_their_account_gets_no_letter(question, sekretariat):
    Question.objects.update(asked_by=None)
    answer_question(question, actor=sekretariat, answer="Ya.", seen=1)
    assert not Message.objects.filter(kind__startswith="question.").exists()


def test_the_public_page_reads_questions_in_one_query(client, proposal, django_assert_max_num_queries):
    counts = []
    for size in (1, 3):
        QuestionFactory.create_batch(size, proposal=proposal, answered=True)
        with django_assert_max_num_queries(11) as queries:
            client.get(address("detail", proposal))
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert times_asked(QUESTIONS, queries) == 1
    assert not any("proposals_question" in one["sql"] for one in queries.captured_queries)
