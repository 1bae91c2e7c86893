"""Parts of a proposal's page: questions and answers, and what its proposer's side alone is shown."""

from proposals.forms.questions import FeedbackForm
from proposals.kept_reads import NOBODY, QUESTIONS
from proposals.models import OfficialAnswer, Proposal


def question_panel(proposal: Proposal, user) -> dict:
    """The answered questions, and of the reader's own what waits or was kept back; whether another can be asked."""
    questions = QUESTIONS.rows(proposal=proposal.pk, reader=user.pk or NOBODY)
    waits = any(question.is_waiting for question in questions)
    return {"questions": questions, "may_ask": not proposal.is_withheld and not waits}


def notice_panel(proposal: Proposal) -> dict:
    """The documents with its results, for its proposer's side and for staff."""
    has_result = proposal.published_at or proposal.parent_id
    return {"notices": list(proposal.result_notices.newest_first()) if has_result else []}


def own_panel(proposal: Proposal, answers: list[OfficialAnswer]) -> dict:
    """The question whether the present answer helped."""
    if not answers:
        return {}
    given = proposal.feedback.filter(decision=answers[0].decision_id).first()
    return {"given": given, "rating": FeedbackForm(instance=given)}
