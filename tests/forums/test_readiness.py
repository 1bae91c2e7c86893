"""Kesiapan: what a forum has and lacks before its day, each with where it is done."""

import datetime

import pytest

from forums.models import Activity, Forum
from forums.readiness import read_readiness, readiness_check
from tests.factories.forums import (
    CeilingFactory,
    CriterionFactory,
    ParticipantFactory,
    PhaseFactory,
    ProgrammeItemFactory,
)
from tests.factories.meetings import SittingFactory
from tests.factories.proposals import ProposalFactory
from tests.factories.stakeholders import OfficialFactory
from tests.forums.conftest import page


def point(forum, label: str):
    return next(one for one in read_readiness(forum) if one.label == label)


@pytest.fixture
def ready(forum) -> Forum:
    forum.held_on, forum.starts_at, forum.place = (
        datetime.date(2027, 2, 18),
        datetime.time(8, 30),
        "Balai Kota",
    )
    forum.save()
    PhaseFactory(forum=forum, activities=[Activity.SUBMIT, Activity.DECIDE])
    CeilingFactory(forum=forum)
    ProgrammeItemFactory(forum=forum, minutes=45)
    CriterionFactory(forum=forum, weight=100)
    ParticipantFactory(forum=forum, email="a@b.id").deliveries.create(means="surel")
    OfficialFactory()
    SittingFactory(forum=forum)
    return forum


def test_forum_that_has_everything_is_ready(staff, ready):
    assert [one.label for one in read_readiness(ready) if not one.is_ready] == []
    assert "Semua siap" in page(staff, "manage")


def test_what_is_missing_leads_to_where_it_is_done(staff, forum):
    text = page(staff, "manage")
    for path in ("fakta", "tahapan", "pagu", "acara", "kriteria", "peserta"):
        assert f'class="name" href="/kerja/forum/2028/{path}/"' in text


@pytest.mark.parametrize(
    ("label", "spoil", "words"),
    [
        ("Kriteria penilaian", lambda f: f.criteria.update(weight=90), "1 kriteria, bobot 90"),
        (
            "Undangan",
            lambda f: ParticipantFactory(forum=f, email="b@c.id"),
            "1 dari 2 undangan sudah disampaikan",
        ),
        ("Alamat undangan", lambda f: ParticipantFactory(forum=f), "1 instansi belum punya surel"),
        ("Pimpinan sidang", lambda f: f.sittings.update(chair=""), "1 sidang belum diisi"),
        ("Sidang kelompok", lambda f: f.sittings.all().delete(), "Belum ada"),
        (
            "Usulan yang dibahas",
            lambda f: ProposalFactory(forum=f, verified=True),
            "1 usulan terverifikasi belum masuk",
        ),
        (
            "Ditampilkan kepada publik",
            lambda f: Forum.objects.update(is_published=False),
            "Baru dapat dibaca pegawai",
        ),
    ],
    ids=["criteria", "invitations", "addresses", "chairs", "sittings", "agenda", "shown"],
)
def test_single_lack_is_named(ready, label, spoil, words):
    spoil(ready)
    forum = Forum.objects.get()
    assert not point(forum, label).is_ready
    assert words in point(forum, label).note


def test_signer_is_asked_for_the_day_of_the_forum(ready):
    OfficialFactory._meta.model.objects.update(valid_until=datetime.date(2027, 2, 17))
    found = point(ready, "Pejabat penanda tangan")
    assert not found.is_ready
    assert "18 Februari 2027" in found.note


def test_place_of_a_check_is_its_own():
    with pytest.raises(ValueError, match="two checks"):
        readiness_check(10)(lambda forum: iter(()))
