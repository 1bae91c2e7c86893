"""U09: how attachments and papers are handed out, by the addresses that people use."""

import pytest
from django.urls import reverse

from tests.factories.forums import DocumentFactory, ForumFactory
from tests.factories.proposals import AttachmentFactory, ProposalFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(params=["attachment", "document"])
def address(request) -> str:
    forum = ForumFactory(is_published=True)
    if request.param == "attachment":
        file = AttachmentFactory(proposal=ProposalFactory(forum=forum))
        return reverse("proposals:attachment", args=[file.key])
    return reverse("forums:document", args=[forum.plan_year, DocumentFactory(forum=forum).pk])


def read(answer) -> bytes:
    content = b"".join(answer.streaming_content)
    answer.close()
    return content


def test_u09_head_says_what_get_would(client, address):
    """U09: HEAD has the headers of GET, and no body."""
    whole, told = client.get(address), client.head(address)
    assert told.status_code == 200
    for name in ("Content-Type", "Content-Disposition", "Content-Length", "Content-Security-Policy"):
        assert told[name] == whole[name]
    assert read(told) == b""
    assert len(read(whole)) == int(whole["Content-Length"])


@pytest.mark.parametrize(
    "asked", ["bytes=0-0", "bytes=5-", "bytes=-1", "bytes=9-1", "bytes=0-,0-,0-", "jahat"]
)
def test_u09_range_is_answered_with_the_whole(client, address, asked):
    """U09: ranges are not served, and the answer says so; no request for many of them costs anything."""
    answer = client.get(address, headers={"Range": asked})
    assert (answer.status_code, answer["Accept-Ranges"]) == (200, "none")
    assert len(read(answer)) == int(answer["Content-Length"])


def test_u09_proxy_asks_the_same_permission(client, settings, pengusul):
    """U09: who may not have a file is told of no place on disk."""
    settings.FILES_BY_PROXY = "/berkas-internal/"
    shown = AttachmentFactory()
    hidden = AttachmentFactory(is_public=False)
    answer = client.get(reverse("proposals:attachment", args=[shown.key]))
    assert answer["X-Accel-Redirect"] == f"/berkas-internal/{shown.file.name}"
    refused = client.get(reverse("proposals:attachment", args=[hidden.key]))
    assert (refused.status_code, "X-Accel-Redirect" in refused.headers) == (404, False)


@pytest.mark.parametrize("path", ["/_media/", "/media/", "/berkas-internal/", "/static/../media/"])
def test_u09_folder_of_files_has_no_address(client, path):
    """U09: no file by its path, whatever it is called."""
    file = AttachmentFactory()
    assert client.get(path + file.file.name).status_code == 404
    assert client.get(path).status_code == 404
