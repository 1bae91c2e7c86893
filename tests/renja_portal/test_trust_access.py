"""Z02, Z03 and Z09 of what the portal promises: what is somebody else's does not exist, whatever one knows of it."""

import math
import string
from uuid import UUID

import pytest
from django.urls import reverse

from accounts.invitations import invitation_url
from core.pages import PUBLIC, SIGNED_IN
from proposals.models import Attachment, Proposal
from stakeholders.models import Role
from tests.e2e.addresses import samples_of
from tests.e2e.addresses.samples import ROLES, STRANGER, may_open
from tests.factories.accounts import UserFactory
from tests.factories.proposals import AttachmentFactory, ProposalFactory
from tests.factories.stakeholders import HostMembershipFactory, MembershipFactory, UnitFactory
from tests.renja_portal.test_policy import declared

ENOUGH_BITS = 128
GONE = (404, 410)
# A page that says why a result is past recording; pages of one's own account hold nobody else's objects.
SAYS_WHY = {("verifikator", "proposals:result")}


def foreign(town, enter):
    """(sample, role, client) of every page that a role may open as such, but not for this object."""
    clients = {role: enter(role) for role in ROLES}
    for sample in samples_of(town):
        for role in ROLES:
            user = town.people.get(role)
            if (role, sample.name) in SAYS_WHY or may_open(sample, role, user):
                continue
            if not sample.name.startswith("account_") and passes_the_door(sample.name, role, user):
                yield sample, role, clients[role]


def passes_the_door(name: str, role: str, user) -> bool:
    may = declared(name).may
    return may == PUBLIC or (role != STRANGER and (may == SIGNED_IN or user.has_perm(may)))


@pytest.mark.no_cover
def test_z02_object_of_others_does_not_exist(town, enter):
    """Z02: whoever may open a kind of page finds 404 there for what is not theirs: every page × every role."""
    faults, looked_at = [], 0
    for sample, role, client in foreign(town, enter):
        answer = client.get(sample.path)
        looked_at += 1
        signs_in = role == STRANGER and answer.status_code == 302 and answer.url.startswith("/akun/masuk/")
        away = answer.status_code == 302 and sample.path not in answer.url
        if not (answer.status_code in GONE or signs_in or away):
            faults.append(f"{role} {sample.path}: {answer.status_code}")
    assert looked_at > 50
    assert not faults, "\n".join(faults)


@pytest.mark.no_cover
def test_z02_deed_on_an_object_of_others_does_nothing(town, enter):
    """Z02: sending a form to what is not theirs finds nothing either, and changes nothing."""
    asked = list(foreign(town, enter))  # making the samples makes rows
    before = list(Proposal.objects.order_by("pk").values())
    faults, looked_at = [], 0
    for sample, role, client in asked:
        if "POST" in declared(sample.name).methods and role != STRANGER:
            answer = client.post(sample.path, {"reason": "x", "title": "x", "lanjut": "1"})
            looked_at += 1
            if answer.status_code not in (*GONE, 409):  # 409: what was typed comes back, nothing is done
                faults.append(f"{role} {sample.path}: {answer.status_code}")
    assert looked_at > 50
    assert not faults, "\n".join(faults)
    assert list(Proposal.objects.order_by("pk").values()) == before


@pytest.fixture
def other_verifikator(town):
    """Verifies for a bidang that handles nothing of the town."""
    return HostMembershipFactory(role=Role.VERIFIKATOR, units=[UnitFactory()]).user


def statuses(client, *addresses: str) -> set[int]:
    return {client.get(address).status_code for address in addresses}


def test_z03_verifier_of_another_bidang_works_on_nothing_of_this_one(town, client, other_verifikator):
    """Z03: no row in the queue, no page to work on, for proposals that another bidang handles."""
    client.force_login(other_verifikator)
    theirs = [row for name, row in town.proposals.items() if row.number and row.unit_id]
    pages = [reverse("proposals:verification", args=[row.number]) for row in theirs]
    assert statuses(client, *pages) == {404}
    queue = client.get(reverse("proposals:verification_queue")).content.decode()
    assert not [row.number for row in theirs if row.number in queue]


def test_z03_draft_is_its_proposers_alone(town, enter, client, other_verifikator):
    """Z03: no member of the staff and no other organisation reads a draft, its files, or that it exists."""
    draft = town.proposals["own draft"]
    file = draft.attachments.get()
    steps = [reverse("proposals:draft", args=[draft.key, step]) for step in ("masalah", "usulan", "lokasi")]
    address = reverse("proposals:attachment", args=[file.key])
    others = [MembershipFactory().user, UserFactory(), other_verifikator]
    others += [user for role, user in town.people.items() if role != "pengusul"]
    for person in others:
        client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
        assert statuses(client, *steps, address) == {404}
        assert not Proposal.objects.visible_to(person).filter(pk=draft.pk).exists()
    assert statuses(enter("pengusul"), *steps, address) == {200}


def test_z03_contact_and_private_file_are_for_the_host_and_the_proposer(town, client):
    """Z03: another organisation, another citizen and the planning agency read neither."""
    proposal = town.proposals["submitted"]
    private = proposal.attachments.get(is_public=False)
    page, address = f"/aspirasi/{proposal.number}/", reverse("proposals:attachment", args=[private.key])
    for person in (MembershipFactory().user, UserFactory(), town.people["pemeriksa"]):
        client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
        shown = client.get(page).content.decode()
        assert proposal.contact_name not in shown
        assert private.original_name not in shown
        assert client.get(address).status_code == 404


def test_z09_number_and_key_open_nothing_by_themselves(client, forum_of_one):
    """Z09: the public number is no capability, nor is the key of a draft or of a private file."""
    draft = ProposalFactory(draft=True)
    private = AttachmentFactory(proposal=forum_of_one, is_public=False)
    for person in (None, UserFactory()):
        if person:
            client.force_login(person)
        addresses = [
            reverse("proposals:draft", args=[draft.key, "masalah"]),
            reverse("proposals:attachment", args=[private.key]),
            f"/kerja/verifikasi/{forum_of_one.number}/",
        ]
        for address in addresses:
            answer = client.get(address)
            assert answer.status_code in (302, 403, 404)
            assert "masuk" in answer.get("Location", "masuk")


@pytest.fixture
def forum_of_one(db) -> Proposal:
    return ProposalFactory()


def test_z09_keys_are_drawn_by_lot(db):
    """Z09: keys of drafts and files are random (version 4), and say nothing of what came before or after."""
    keys = [row.key for row in (*ProposalFactory.create_batch(2), *AttachmentFactory.create_batch(2))]
    assert {key.version for key in keys} == {4}
    assert len({key.bytes[:4] for key in keys}) == 4
    assert all(isinstance(key, UUID) for key in Attachment.objects.values_list("key", flat=True))


def test_z09_private_links_cannot_be_guessed(client, db):
    """Z09: the secret part of a session and of an invitation has 128 bits at least; changed by a letter it opens nothing."""
    client.force_login(UserFactory())
    letters = len(string.ascii_lowercase + string.digits)
    assert len(client.session.session_key) * math.log2(letters) >= ENOUGH_BITS
    address = invitation_url(UserFactory())
    token = address.rstrip("/").rpartition("/")[2]
    signature = token.rpartition(":")[2]
    assert len(signature) * 6 >= ENOUGH_BITS
    other = signature[:-2] + ("AA" if not signature.endswith("AA") else "BB")
    assert (
        client.get(reverse("account_invitation", args=[token.replace(signature, other)])).status_code == 410
    )
