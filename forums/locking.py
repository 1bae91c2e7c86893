"""How each verb of a forum begins: asked whether the actor may, with the forum locked."""

from django.utils.translation import gettext as _

from forums.errors import ForumRefused
from forums.models import Forum


def check_may_manage(actor, forum: Forum | None = None) -> None:
    if not actor.has_perm("forums.manage", forum):
        raise ForumRefused(_("Hanya sekretariat yang dapat mengelola forum."))


def locked_forum(forum: Forum, actor) -> Forum:
    """The forum, locked first in every verb: whoever changes two of its parts at once never waits crosswise."""
    locked = Forum.objects.select_for_update().get(pk=forum.pk)
    check_may_manage(actor, locked)
    return locked
