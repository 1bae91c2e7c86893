"""A plan as large and as unruly as real ones: long texts, hostile texts, every state of proposals."""

import datetime
from decimal import Decimal

from django.utils import timezone

from forums.models import Forum
from proposals.choices import Outcome, Status
from proposals.models import Decision, Proposal
from renja.models import Chapter, Fulfilment, Funding, Indicator, Renja, RenjaLine, Stage, TableRow
from stakeholders.models import Official
from tests.factories.stakeholders import HostFactory, KecamatanFactory, KelurahanFactory, OrganizationFactory
from urusan.models import Edition, Level, Nomenclature, Urusan

HOSTILE = "<script>alert(1)</script> {{ settings.SECRET_KEY }} =cmd|'/C calc'!A0 & \"kutip\""
LONG_WORD = "Pertanggungjawabanketerselenggaraan" * 4
OUTCOMES = (
    Status.ACCEPTED,
    Status.REJECTED,
    Status.SUBMITTED,
    Status.VERIFIED,
    Status.ACCEPTED_WITH_CHANGES,
    Status.DEFERRED,
    Status.FORWARDED,
    Status.RETURNED,
    Status.WITHDRAWN,
    Status.MERGED,
)
EVIL_HTML = (
    '<h1 onclick="x()">Judul</h1><p style="position:fixed">Paragraf <b>tebal</b> '
    '<img src="file:///etc/passwd"><script>alert(1)</script>{{ 7|add:7 }}</p>'
    '<iframe src="http://127.0.0.1/"></iframe><style>@import url(file:///etc/passwd)</style>'
    '<table><tr><td colspan="65534">bom</td><td rowspan="99999">x</td></tr></table>'
    '<p><a href="javascript:alert(1)">tautan</a> <a href="https://contoh.go.id/">laman</a></p>'
)
PROSE = (
    "<p>Rencana Kerja Perangkat Daerah memuat program, kegiatan, lokasi, dan kelompok sasaran yang disertai indikator "
    "kinerja dan pendanaan sesuai dengan tugas dan fungsi Perangkat Daerah, dan disusun secara partisipatif.</p>"
    * 3
)


class Tree:
    """Codes of one edition, each with its lineage."""

    def __init__(self, slug: str, leaf: str):
        self.edition = Edition.objects.create(slug=slug, name=slug, leaf_level=leaf)
        self.nodes: dict[str, Nomenclature] = {}

    def add(self, level: str, code: str, name: str, parent: str = "") -> Nomenclature:
        above = self.nodes.get(parent)
        node = Nomenclature.objects.create(
            edition=self.edition, level=level, code=code, name=name, parent=above
        )
        node.lineage = [*(above.lineage if above else []), node.pk]
        node.save(update_fields=["lineage"])
        self.nodes[code] = node
        return node


def three_level_tree() -> Tree:
    """Urusan > bidang > program > kegiatan > sub kegiatan, with the support programme's placeholder."""
    tree = Tree("tiga-tingkat", Level.SUB_KEGIATAN)
    tree.add(Level.URUSAN, "2", "Urusan Pemerintahan Wajib yang Tidak Berkaitan dengan Pelayanan Dasar")
    tree.add(Level.BIDANG_URUSAN, "2.16", "Urusan Pemerintahan Bidang Komunikasi dan Informatika", "2")
    tree.add(Level.BIDANG_URUSAN, "2.20", "Urusan Pemerintahan Bidang Statistik", "2")
    tree.add(Level.URUSAN, "X", "URUSAN X.XX")
    tree.add(Level.BIDANG_URUSAN, "X.XX", "URUSAN PEMERINTAHAN BIDANG XX", "X")
    for code, parent in (
        ("X.XX.01", "X.XX"),
        ("2.16.02", "2.16"),
        ("2.16.03", "2.16"),
        ("2.20.02", "2.20"),
    ):
        tree.add(Level.PROGRAM, code, f"PROGRAM PENGELOLAAN URUSAN PEMERINTAHAN {code}", parent)
        for k in (1, 2):
            kegiatan = f"{code}.2.{k:02d}"
            tree.add(Level.KEGIATAN, kegiatan, f"Pengelolaan Layanan Pemerintah Daerah {kegiatan}", code)
            for s in range(1, 7):
                leaf = f"{kegiatan}.{s:04d}"
                name = f"Koordinasi dan Penyelenggaraan Layanan Informasi Publik {leaf}"
                tree.add(Level.SUB_KEGIATAN, leaf, name, kegiatan)
    return tree


def two_level_tree() -> Tree:
    """Urusan > bidang > program > kegiatan, as the code list of 2006."""
    tree = Tree("dua-tingkat", Level.KEGIATAN)
    tree.add(Level.URUSAN, "1", "URUSAN WAJIB")
    tree.add(Level.BIDANG_URUSAN, "1.25", "Komunikasi dan Informatika", "1")
    for p in (15, 16):
        tree.add(Level.PROGRAM, f"1.25.{p}", f"Program Pengembangan Komunikasi {p}", "1.25")
        for k in range(1, 5):
            tree.add(Level.KEGIATAN, f"1.25.{p}.{k:02d}", f"Pembinaan Media {p}.{k:02d}", f"1.25.{p}")
    return tree


def new_plan(tree: Tree, year: int, *, bidang: str, stage: str = Stage.RANCANGAN) -> Renja:
    """A plan with host and signers: a head until 30 June, a Plt. from 1 July of the year before."""
    HostFactory()
    between = datetime.date(year - 1, 6, 30)
    if not Official.objects.exists():
        Official.objects.create(
            name="Drs. Kepala Lama, M.Si.", nip="196509161993031002", rank="Pembina Utama Muda",
            position="Kepala Dinas Komunikasi dan Informatika", valid_from=datetime.date(2015, 1, 1), valid_until=between,
        )  # fmt: skip
        Official.objects.create(
            name="Kepala Baru, S.Kom.", nip="197001011995031001", position="Kepala Dinas", status="plt",
            valid_from=between + datetime.timedelta(days=1),
        )  # fmt: skip
    forum = Forum.objects.create(
        plan_year=year, held_on=datetime.date(year - 1, 2, 18), place="Balai Kota", theme="Kota terhubung"
    )
    renja = Renja.objects.create(
        forum=forum,
        edition=tree.edition,
        bidang_code=bidang,
        stage=stage,
        dated=datetime.date(year - 1, 6, 15),
    )
    for node in tree.nodes.values():
        if node.level == tree.edition.leaf_level:
            add_line(renja, node)
    return renja


def add_line(renja: Renja, node: Nomenclature) -> RenjaLine:
    """A full line whose amounts follow from its id, with one to three indicators."""
    n = node.pk
    line = RenjaLine.objects.create(
        renja=renja, node=node, location="Balikpapan Utara, Karang Joang", target_group="Masyarakat kota",
        pagu=Decimal(14_820_700 + n * 1_000_003), forward_pagu=Decimal(16_302_770 + n * 1_100_001),
        source_of_funds=("PAD", "DAU", "PAD, DAU")[n % 3],
    )  # fmt: skip
    for order in range(1 + n % 3):
        Indicator.objects.create(
            line=line, order=order, text=f"Jumlah laporan hasil koordinasi layanan ke-{order + 1} pada {node.code}",
            target=Decimal(12 + order), forward_target=Decimal(14), satuan="Dokumen",
        )  # fmt: skip
    return line


def add_proposals(renja: Renja, count: int) -> list:
    """Proposals in every state; the accepted ones are answered by a line, some results are pending."""
    urusan = Urusan.objects.get_or_create(name="Komunikasi dan Informatika", slug="kominfo")[0]
    kelurahan = KelurahanFactory(kecamatan=KecamatanFactory(name="Balikpapan Utara"), name="Karang Joang")
    office = OrganizationFactory(name="Institut Teknologi Kalimantan")
    lines = list(renja.lines.order_by("node__code"))
    made = []
    for n in range(count):
        status = OUTCOMES[n % len(OUTCOMES)]
        merged = {"parent": made[0]} if status == Status.MERGED else {}
        proposal = Proposal.objects.create(
            forum=renja.forum, urusan=urusan, kelurahan=kelurahan, status=status, submitted_at=timezone.now(),
            number=f"ASP-{renja.year}-{n + 1:04d}", published_at=timezone.now() if status in Outcome.values else None,
            problem="Warga belum memiliki tempat untuk mengakses layanan daring.", contact_name="RAHASIA-NAMA",
            contact_phone="RAHASIA-TELEPON", forwarded_to=office if status == Status.FORWARDED else None,
            organization=office if n % 3 == 0 else None,
            title=f"Titik internet publik di balai warga dan posyandu RT {n + 1}", volume=Decimal("3.00"),
            volume_unit="titik", agreed_volume=Decimal("2.00") if status == Status.ACCEPTED_WITH_CHANGES else None,
            **merged,
        )  # fmt: skip
        made.append(proposal)
        _decide(proposal, n)
        if status in (Status.ACCEPTED, Status.ACCEPTED_WITH_CHANGES):
            Fulfilment.objects.create(line=lines[n % len(lines)], proposal=proposal, share=Decimal(60))
    return made


def _decide(proposal, n: int) -> None:
    if proposal.status == Status.VERIFIED:
        if n % 20 < 10:
            Decision.objects.create(
                proposal=proposal,
                outcome=Outcome.REJECTED,
                reason="RAHASIA-TERTUNDA",
                response="RAHASIA-TERTUNDA",
            )
    elif proposal.status in Outcome.values and proposal.status != Status.MERGED:
        Decision.objects.create(
            proposal=proposal, outcome=proposal.status, reason="Sejalan dengan prioritas tahun rencana.",
            response="Terima kasih.", state="published", published_at=proposal.published_at,
            office=proposal.forwarded_to, decided_by=None,
        )  # fmt: skip


def fill_tables(renja: Renja, tree: Tree) -> None:
    """Thirty-three rows of evaluation, one of them hostile, and one row of tujuan and sasaran."""
    codes = [node for node in tree.nodes.values() if not node.code.startswith(("X", "2.20"))]
    rows = [(node, {"uraian": node.name, "indikator": f"Persentase {node.code}"}) for node in codes]
    numbers = {
        "target_renstra": "100", "realisasi_sampai": "40", "target_lalu": "20", "realisasi_lalu": "15.5",
        "target_berjalan": "20",
    }  # fmt: skip
    hostile = (None, {"uraian": HOSTILE, "indikator": LONG_WORD, "target_lalu": "BB"})
    for order, (node, cells) in enumerate([*rows, hostile], start=1):
        cells = cells if node is None else cells | numbers
        TableRow.objects.create(renja=renja, table="T-C.29", order=order, node=node, cells=cells)
    goal = {"tujuan": "Layanan digital merata", "satuan": "Indeks", "target": "3.1"}
    TableRow.objects.create(renja=renja, table="3.1", order=1, cells=goal)


def make_unruly(renja: Renja, proposals: list) -> None:
    """Hostile and endless texts wherever people may type, and rows withheld from the public."""
    line, hidden, *_rest = renja.lines.order_by("node__code")
    line.location, line.note, line.source_of_funds = HOSTILE, LONG_WORD, "Dana Alokasi Khusus Nonfisik"
    line.urgency = ["spm", "forum"]
    line.save()
    Funding.objects.create(line=line, source="Bantuan Keuangan", amount=Decimal(1_250_000), order=1)
    hidden.location, hidden.note, hidden.withheld_reason = (
        "RAHASIA-LOKASI",
        "RAHASIA-CATATAN",
        "Rincian persandian",
    )
    hidden.save()
    hidden.indicators.update(text="RAHASIA-INDIKATOR")
    for order in range(12):
        Indicator.objects.create(
            line=line, order=order, text=f"Indikator ke-{order}: {LONG_WORD}", target_label="BB"
        )
    evil, masked = proposals[1], proposals[2]
    evil.title, evil.volume_unit = HOSTILE[:150], LONG_WORD[:60]
    evil.save()
    proposals[4].decisions.update(reason="Alasan yang panjang sekali. " * 140)
    masked.title, masked.problem, masked.withheld_reason = (
        "RAHASIA-JUDUL",
        "RAHASIA-MASALAH",
        "Menyangkut persandian",
    )
    masked.save()
    Chapter.objects.update_or_create(
        renja=renja, key="1.1", defaults={"html": PROSE + EVIL_HTML + f"<p>{LONG_WORD}</p>"}
    )
    Chapter.objects.update_or_create(renja=renja, key="kata-pengantar", defaults={"html": PROSE})
