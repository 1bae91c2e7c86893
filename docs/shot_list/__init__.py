"""Which pictures README and guide show: one Shot each, taken by shots.py."""

from docs.shot_list.deeds import Shot
from docs.shot_list.forum_day import BEFORE, DAY, RECORD
from docs.shot_list.head import HEAD
from docs.shot_list.others import ADMIN, READER
from docs.shot_list.planner import PLANNER
from docs.shot_list.proposer import ENTRANCE, PROPOSER
from docs.shot_list.secretariat import SECRETARIAT
from docs.shot_list.verifier import VERIFIER

__all__ = ["SHOTS", "Shot"]

SHOTS = (
    *ENTRANCE, *PROPOSER, *SECRETARIAT, *BEFORE, *DAY, *RECORD, *VERIFIER, *PLANNER, *HEAD, *READER, *ADMIN,
)  # fmt: skip
