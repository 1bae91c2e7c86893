"""/gaya/: every component in every state on one page, with made-up content. Only while building or in a demo."""

import re
from dataclasses import dataclass
from types import SimpleNamespace as Thing

from crispy_forms.bootstrap import PrependedText
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

TONES = ("ok", "wait", "warn", "no", "sea", "rest")


class SampleForm(forms.Form):
    """One field of each kind; sent empty it shows every error."""

    title = forms.CharField(
        label="Judul usulan",
        max_length=120,
        help_text="Satu kalimat, misalnya “Wi-Fi publik di dermaga Kampung Baru”.",
    )
    problem = forms.CharField(
        label="Apa masalahnya?",
        max_length=1000,
        widget=forms.Textarea,
        help_text="Siapa yang mengalami, di mana, dan sejak kapan.",
    )
    kecamatan = forms.ChoiceField(
        label="Kecamatan",
        choices=[("", "Pilih kecamatan"), ("1", "Balikpapan Barat"), ("2", "Balikpapan Timur")],
    )
    kind = forms.ChoiceField(
        label="Jenis usulan",
        widget=forms.RadioSelect,
        choices=[("fisik", "Fisik: barang atau bangunan"), ("nonfisik", "Nonfisik: pelatihan atau layanan")],
    )
    urusan = forms.MultipleChoiceField(
        label="Urusan",
        widget=forms.CheckboxSelectMultiple,
        choices=[("1", "Komunikasi dan Informatika"), ("2", "Statistik"), ("3", "Persandian")],
        help_text="Pilih semua yang sesuai.",
        required=False,
    )
    cost = forms.CharField(label="Perkiraan biaya", required=False, help_text="Boleh dikosongkan.")
    photo = forms.FileField(
        label="Foto atau surat", required=False, help_text="PDF, JPG, atau PNG, paling besar 10 MB."
    )
    agreed = forms.BooleanField(label="Data yang saya isi benar", help_text="Diperlukan untuk mengirim.")

    helper = FormHelper()
    helper.form_tag = False
    helper.layout = Layout(
        Fieldset("Usulan", "title", "problem", "kecamatan"),
        Fieldset(
            "Rincian",
            "kind",
            "urusan",
            PrependedText("cost", "Rp", wrapper_class="w-money"),
            "photo",
            "agreed",
        ),
    )


class SampleFilter(forms.Form):
    q = forms.CharField(label="Cari kata atau nomor", required=False, widget=forms.SearchInput)
    status = forms.ChoiceField(
        label="Status", required=False, choices=[("", "Semua status"), ("1", "Diajukan")]
    )
    kecamatan = forms.ChoiceField(label="Kecamatan", required=False, choices=[("", "Semua kecamatan")])

    helper = FormHelper()
    helper.form_tag = False


@dataclass(frozen=True)
class _Told:
    """A message, as components/messages.html reads it."""

    tags: str
    text: str

    def __str__(self) -> str:
        return self.text


def style_guide(request: HttpRequest) -> HttpResponse:
    """The page, or 404 where real work is done."""
    if not (settings.DEBUG or settings.DEMO):
        raise Http404
    form = SampleForm({}) if "salah" in request.GET else SampleForm()
    page = Paginator(range(58), 10).get_page(request.GET.get("page"))
    return render(
        request,
        "gaya.html",
        {"form": form, "filters": SampleFilter(), "page_of_rows": page, **samples(), **sample_states()},
    )


def samples() -> dict:
    """Made-up content for each component, in the shape that it asks for."""
    return {
        "tones": TONES,
        "icons": icon_names(),
        "phases": [
            Thing(name="Persiapan", range_text="1–15 Nov 2026", state="done"),
            Thing(name="Penjaringan aspirasi", range_text="16 Nov – 17 Des 2026", state="now"),
            Thing(name="Verifikasi", range_text="18 Des – 29 Jan 2027", state="next"),
            Thing(name="Forum", range_text="18 Feb 2027", state="next"),
            Thing(name="Penyempurnaan", range_text="Feb – Mei 2027", state="next"),
            Thing(name="Penetapan", range_text="Juli 2027", state="next"),
        ],
        "steps": [
            Thing(label="Apa masalahnya", state="done"),
            Thing(label="Apa usulannya", state="now"),
            Thing(label="Di mana dan untuk siapa", state="next"),
            Thing(label="Lampiran", state="next"),
        ],
        "events": [
            Thing(
                title="Diajukan",
                when="2 Desember 2025",
                office="Komunitas Digital Manggar",
                reason="",
                tone="",
            ),
            Thing(
                title="Perlu dilengkapi",
                when="9 Desember 2025",
                office="Bidang Informasi dan Komunikasi Publik",
                reason="Mohon sebutkan jumlah peserta dan kelurahan yang dituju.",
                tone="warn",
            ),
            Thing(
                title="Diterima dengan perubahan", when="27 Februari 2026", office="", reason="", tone="ok"
            ),
            Thing(
                title="Berikutnya: penetapan APBD 2027", when="triwulan II", office="", reason="", tone="next"
            ),
        ],
        "facts": [
            Thing(label="Diusulkan", value="200 orang"),
            Thing(label="Disepakati", value="120 orang"),
            Thing(label="Kontribusi pengusul", value="Tempat dan relawan"),
        ],
        "rows": [
            Thing(label="Judul usulan", value="Wi-Fi publik di dermaga Kampung Baru", url="#ringkasan"),
            Thing(
                label="Apa masalahnya",
                value="Sinyal lemah di dermaga.\nNelayan tidak dapat melihat cuaca.",
                url="#ringkasan",
            ),
            Thing(label="Volume", value="", url="#ringkasan"),
        ],
        "files": [
            Thing(name="foto-dermaga.jpg", url="#berkas", meta="JPG, 1,2 MB", remove_url="#berkas"),
            Thing(
                name="Surat pengantar Komunitas Nelayan Baru Ulu.pdf",
                url="#berkas",
                meta="PDF, 3 halaman",
                remove_url="",
            ),
        ],
        "figures": [
            Thing(value="146", label="usulan masuk"),
            Thing(value="131", label="terverifikasi"),
            Thing(value="84", label="diterima"),
            Thing(value="77", label="dimuat dalam Renja"),
            Thing(value="Rp6,2 miliar", label="pagu untuk usulan"),
        ],
        "tabs": [
            Thing(label="Menunggu verifikasi", url="#tab", current=True, count=12),
            Thing(label="Perlu dilengkapi", url="#tab", current=False, count=3),
            Thing(label="Selesai", url="#tab", current=False),
        ],
    }


def sample_states() -> dict:
    """What has states of its own, once in each of them."""
    told = [("success", "Perubahan sudah disimpan."), ("info", "Belum ada yang berubah.")]
    told += [("warning", "Sebagian isian diabaikan."), ("error", "Usulan ini sudah diputuskan.")]
    difference = Thing(label="Catatan", saved="Dari rekan: tunggu surat.", typed="Dari saya: lengkap.")
    ceiling = Thing(pagu=18_107_929_437, forward=18_902_890_000, ceiling=19_300_000_000, room=1_192_070_563)
    ceiling.papers, ceiling.is_over = "SE Wali Kota, 6 November 2026", False
    over = Thing(**{**vars(ceiling), "pagu": 19_500_000_000, "is_over": True, "overrun": 200_000_000})
    return {
        "jobs": [
            Thing(id=f"contoh-{state}", state=state, progress_done=done, progress_total=12, **words)
            for state, done, words in (
                ("queued", 0, {"progress_text": "Menunggu giliran"}),
                ("running", 5, {"progress_text": "5 dari 12 bagian"}),
                ("done", 12, {}),
                ("failed", 5, {"error": "Penyusunan dihentikan setelah tiga percobaan."}),
            )
        ],
        "differing": Thing(conflict=[difference]),
        "told": [_Told(tags, text) for tags, text in told],
        "totals": [ceiling, over, Thing(pagu=0, forward=0, ceiling=None)],
    }


def icon_names() -> list[str]:
    """The names in our sprite."""
    sprite = (settings.BASE_DIR / "static/img/icons.svg").read_text()
    return re.findall(r'<symbol id="([^"]+)"', sprite)
