"""What the demo's plan serves: the catalogue by its files and the typed table, and lines aligned by their codes."""

from demo.aims import write_aims
from tests.factories.forums import PhaseFactory
from tests.factories.renja import LineFactory, RenjaFactory, TableRowFactory, make_node


def test_catalogue_and_lines_follow_the_files(db, perencana):
    renja = RenjaFactory()
    PhaseFactory(forum=renja.forum)
    TableRowFactory(renja=renja, cells={"tujuan": "Mutu layanan"})
    for sasaran in ("Jaringan", "Informasi", "Statistik", "Keamanan"):
        TableRowFactory(renja=renja, cells={"sasaran": sasaran})
    codes = ("2.16.03.2.01.0004", "2.20.02.2.01.0018", "X.XX.01.2.01.0001", "2.19.02.2.09.0001")
    lines = [LineFactory(renja=renja, node=make_node(code)) for code in codes]
    write_aims(renja, perencana)
    for line in lines:
        line.refresh_from_db()
    assert renja.aims.filter(kind="prioritas").count() == 9
    assert [[aim.tag for aim in line.aims] for line in lines] == [["P8", "S1.1"], ["P1", "S1.3"], ["P1"], []]
