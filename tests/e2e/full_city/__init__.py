"""A city in the middle of its year: every state of everything that a page can show, with real rows behind it."""

from forums.models import Forum
from tests.e2e.city import build_city
from tests.e2e.city_record import add_record
from tests.e2e.city_sitting import build_sitting
from tests.e2e.full_city.day import make_door, make_sittings
from tests.e2e.full_city.forums import make_forum_parts, make_other_forums
from tests.e2e.full_city.frame import PAST, FullCity
from tests.e2e.full_city.lists import make_batches, make_letter
from tests.e2e.full_city.people import make_people
from tests.e2e.full_city.plan import make_agreed, make_document, make_jobs, make_plan, make_revisions
from tests.e2e.full_city.proposals import make_published_many, make_spoken, others_proposals, own_proposals
from tests.e2e.full_city.remarks import make_remarks


def build_full_city() -> FullCity:
    city = build_city()
    people = make_people(city)
    make_forum_parts(city)
    make_door(city)
    make_other_forums()
    proposals = own_proposals(city) | others_proposals(city)
    make_spoken(proposals)
    make_sittings(city, proposals)
    build_sitting(city, proposals)
    add_record(city, Forum.objects.get(plan_year=PAST))
    renja, lines = make_plan(city.forum, proposals)
    make_agreed(city, proposals, lines)
    make_revisions(renja, lines, city.perencana)
    make_remarks(renja, lines)
    make_published_many(city, proposals)
    jobs = make_jobs(renja, city.perencana)
    document = make_document(renja, jobs["done"], lines["withheld"], proposals["withheld"])
    batches, letter = make_batches(city), make_letter(city)
    return FullCity(city, people, proposals, renja, lines, jobs, document, batches, letter)
