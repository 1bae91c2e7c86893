"""The surat pengantar of an organisation: one of its files, read by staff alone."""

import pytest
from django.urls import reverse

from audit.models import Entry
from proposals.attachments import choose_cover_letter
from proposals.workflow import StepRefused
from tests.factories.accounts import UserFactory
from tests.factories.proposals import AttachmentFactory, ProposalFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(forum, pengusul):
    organization = pengusul.memberships.get().organization
    return ProposalFactory(draft=True, forum=forum, proposer=pengusul, organization=organization)


def letters_of(proposal) -> list:
    return list(proposal.attachments.filter(is_cover_letter=True, is_public=False))


def choose(client, draft, file, **button):
    address = reverse("proposals:draft", args=[draft.key, "lampiran"])
    return client.post(address, {"berkas": str(file.key) if file else ""} | button)


def test_one_file_is_chosen_and_another_takes_its_place(logged_in, pengusul, draft):
    first, second = AttachmentFactory(proposal=draft), AttachmentFactory(proposal=draft)
    client, files = logged_in(pengusul), reverse("proposals:draft", args=[draft.key, "lampiran"])
    assert "Simpan pilihan" in client.get(files).content.decode()
    for chosen in (first, second):
        assert choose(client, draft, chosen, unggah="1").url == files
        assert letters_of(draft) == [chosen]
    choose(client, draft, None, unggah="1")
    assert letters_of(draft) == []
    assert draft.attachments.filter(is_public=True).count() == 2
    assert Entry.objects.filter(action="proposal.choose_cover_letter").count() == 3


@pytest.mark.parametrize("button", ["lanjut", "nanti", "unggah"])
def test_choice_goes_with_every_button_and_is_recorded_once(logged_in, pengusul, draft, button):
    letter, client = AttachmentFactory(proposal=draft), logged_in(pengusul)
    for _time in range(2):
        assert choose(client, draft, letter, **{button: "1"}).status_code == 302
    assert letters_of(draft) == [letter]
    assert Entry.objects.filter(action="proposal.choose_cover_letter").count() == 1


def test_choice_is_kept_as_soon_as_it_is_made(logged_in, pengusul, draft):
    """As the script sends it; what it sends for a file alone leaves the choice as it is."""
    letter, client = AttachmentFactory(proposal=draft), logged_in(pengusul)
    address, by_script = reverse("proposals:draft", args=[draft.key, "lampiran"]), {"HTTP_HX_REQUEST": "true"}
    assert "stored" in client.post(address, {"berkas": str(letter.key)}, **by_script).json()
    assert "stored" in client.post(address, {}, **by_script).json()
    assert letters_of(draft) == [letter]


def test_public_does_not_read_it_and_staff_do(logged_in, client, pengusul, draft, sekretariat):
    letter = AttachmentFactory(proposal=draft)
    choose_cover_letter(draft, letter, actor=pengusul)
    sent = ProposalFactory(forum=draft.forum, organization=draft.organization)
    draft.attachments.update(proposal=sent)
    page = reverse("proposals:detail", args=[sent.number])
    assert "Surat pengantar" not in client.get(page).content.decode()
    assert client.get(reverse("proposals:attachment", args=[letter.key])).status_code == 404
    staff = reverse("proposals:verification", args=[sent.number])
    assert "Surat pengantar" in logged_in(sekretariat).get(staff).content.decode()


def test_only_for_organisations_and_by_those_who_may_edit(logged_in, forum, pengusul, draft):
    own = ProposalFactory(draft=True, forum=forum, proposer=pengusul)
    AttachmentFactory(proposal=own)
    client = logged_in(pengusul)
    assert (
        "Simpan pilihan"
        not in client.get(reverse("proposals:draft", args=[own.key, "lampiran"])).content.decode()
    )
    choose(client, own, own.attachments.get(), unggah="1")
    assert letters_of(own) == []
    with pytest.raises(StepRefused, match="usulan lembaga"):
        choose_cover_letter(draft, None, actor=UserFactory())
    stranger = logged_in(UserFactory())
    assert choose(stranger, draft, None).status_code == 404


def test_what_is_no_file_of_the_proposal_is_none(logged_in, pengusul, draft):
    other, client = AttachmentFactory(), logged_in(pengusul)
    address = reverse("proposals:draft", args=[draft.key, "lampiran"])
    for wanted in ("entah", str(other.key)):
        client.post(address, {"berkas": wanted, "unggah": "1"})
    assert letters_of(draft) == []
    assert letters_of(other.proposal) == []


def test_file_that_is_not_there_leaves_the_letter_as_it_was(logged_in, pengusul, draft):
    """Chosen in a window in which a file still stood that another one removed."""
    letter, gone = AttachmentFactory(proposal=draft), AttachmentFactory(proposal=draft)
    choose_cover_letter(draft, letter, actor=pengusul)
    gone.delete()
    choose(logged_in(pengusul), draft, gone, lanjut="1")
    assert letters_of(draft) == [letter]
