"""What happens at the door and in the room: guests come, the session is held, two secretaries meet, nobody types for long."""

import re

from django.utils import timezone
from playwright.sync_api import Page, Route, expect

from meetings.door_reads import code_of
from meetings.models import Attendance
from tests.e2e.door_page import tap, walk_in
from tests.e2e.forum_day.prepared import (
    PRESENT,
    REASON,
    SPOKEN,
    Announced,
    Day,
    clock,
    follow,
    let_minutes_pass,
    press,
)


def guests_arrive(door: Page, day: Day, look) -> None:
    """By the code of an invitation, by name, without invitation; and nobody twice."""
    rina = day.guests["Rina Wulandari"]
    tap(door, code_of(rina.participant), rina.name)
    latest = door.locator("[data-latest]")
    expect(latest).to_contain_text("Rina Wulandari")
    tap(door, "budi", "Budi Santoso")
    expect(latest).to_contain_text("Budi Santoso")
    walk_in(door, "Wati Lestari")
    expect(door.locator("[data-present]")).to_have_text("3")
    walk_in(door, "Ibu Wati Lestari")
    refused = door.locator("[data-refused-list] li")
    expect(refused).to_contain_text("Wati Lestari (tanpa instansi) sudah tercatat hadir")
    expect(refused).to_contain_text(clock())
    look(door)
    refused.get_by_role("button", name="Hapus dari perangkat").click()
    expect(refused).to_have_count(0)
    assert dict(Attendance.objects.values_list("name", "means")) == {
        "Rina Wulandari": "qr",
        "Budi Santoso": "nama",
        "Wati Lestari": "langsung",
    }


def guests_arrive_without_a_line(door: Page) -> None:
    tap(door, "rsud", "Sari Dewi")
    walk_in(door, "Agus Salim")
    expect(door.get_by_role("status")).to_have_text("2 menunggu dikirim")
    assert Attendance.objects.count() == 3


def line_comes_back(door: Page, room: Page) -> None:
    """And is bad: the first answer of the server never arrives, so that the device sends everything again."""
    sent = []

    def lose_the_answer(route: Route) -> None:
        sent.append(route.fetch().status)
        route.abort()

    before = timezone.now()
    door.route("**/kirim/", lose_the_answer, times=1)
    door.context.set_offline(False)
    expect(door.locator("[data-queue]")).to_be_hidden()
    assert sent == [200]
    expect(door.locator("[data-present]")).to_have_text("5")
    expect(door.locator("[data-organizations]")).to_have_text("3")
    assert sorted(Attendance.objects.values_list("name", flat=True)) == sorted(PRESENT)
    assert (
        max(Attendance.objects.values_list("came_at", flat=True)) < before
    )  # when they came, not when it was heard
    expect(room.locator(".screen-counts")).to_contain_text(re.compile(r"Hadir\s*5"))


def begin(secretary: Page, room: Page, day: Day) -> None:
    heard = Announced(room.locator("[data-told]"))
    press(secretary, "Mulai sidang")
    first = day.proposals[0]
    expect(secretary.get_by_role("heading", name=first.title)).to_be_visible()
    heard.hears(first.number, first.title)


def decide_undo_and_decide_again(secretary: Page, room: Page, day: Day, look) -> None:
    """Undone before the next one is taken up; then with fewer than was asked for."""
    heard, outcome = Announced(room.locator("[data-told]")), room.locator(".screen-outcome")
    follow(secretary, "Diterima")
    press(secretary, "Simpan hasil")
    heard.hears("Diterima: 10 titik")
    press(secretary, "Batalkan hasil")
    expect(secretary.get_by_text(f"Hasil {day.proposals[0].number} dibatalkan.")).to_be_visible()
    expect(outcome).to_have_count(0)
    follow(secretary, "Diterima dengan perubahan")
    secretary.get_by_label("Volume disepakati").fill("6")
    secretary.get_by_label("Alasan", exact=True).fill(REASON)
    look(secretary)
    press(secretary, "Simpan dan lanjut")
    heard.hears("Diterima dengan perubahan: 6 titik", day.proposals[1].title)
    assert REASON not in room.content()


def decide_in_two_clicks(secretary: Page, room: Page, day: Day) -> None:
    second = day.proposals[1]
    expect(secretary.get_by_role("heading", name=second.title)).to_be_visible()
    follow(secretary, "Diterima")
    press(secretary, "Simpan dan lanjut")
    expect(room.get_by_role("heading", name=day.proposals[2].title)).to_be_visible()
    expect(room.locator(".screen-last")).to_contain_text(second.number)
    decision = second.decisions.get()
    assert (decision.agreed_volume, decision.reason) == (10, f"Disepakati dalam {day.sitting}.")


def nobody_types_for_long(secretary: Page, head: Page, day: Day) -> None:
    """After 35 minutes the session of staff is over everywhere but in mode sidang."""
    for user in (day.city.sekretariat, day.city.pimpinan):
        let_minutes_pass(user, 35)
    secretary.reload()
    expect(secretary.get_by_text("Mode sidang sampai pukul")).to_be_visible()
    expect(secretary.get_by_role("heading", name=day.proposals[2].title)).to_be_visible()
    head.reload()
    expect(head.get_by_text("karena 30 menit tidak dipakai")).to_be_visible()


def two_secretaries_decide_at_once(secretary: Page, colleague: Page, day: Day, look) -> None:
    """The second is told who was first, and keeps every word."""
    third = day.proposals[2]
    colleague.goto(day.console)
    follow(colleague, "Cadangan")
    colleague.get_by_label("Alasan", exact=True).fill("Menunggu kajian bersama provinsi.")
    look(colleague)
    heard = Announced(colleague.locator("[data-board] [aria-live]"))
    follow(secretary, "Belum dapat diakomodasi")
    secretary.get_by_label("Alasan baku").select_option(label="Lahan atau aset")
    press(secretary, "Simpan hasil")
    heard.hears("Hasil usulan ini baru dicatat oleh Sekretariat.")
    press(colleague, "Simpan hasil")
    expect(colleague.get_by_role("alert")).to_contain_text("sudah dicatat oleh Sekretariat")
    expect(colleague.get_by_role("alert")).to_contain_text("Isian Anda belum disimpan")
    expect(colleague.get_by_label("Alasan", exact=True)).to_have_value("Menunggu kajian bersama provinsi.")
    look(colleague)
    decision = third.decisions.get()
    assert (decision.outcome, decision.version) == ("rejected", 1)
    press(secretary, "Berikutnya")
    follow(secretary, "Diterima")
    press(secretary, "Simpan hasil")
    expect(secretary.get_by_role("button", name="Batalkan hasil")).to_be_visible()


def somebody_speaks_out(secretary: Page, room: Page, day: Day, look) -> None:
    follow(secretary, "Usulan lisan")
    secretary.get_by_label("Judul usulan").fill(SPOKEN)
    secretary.get_by_label("Permasalahan").fill("Pedagang tidak tahu harga acuan.")
    secretary.get_by_label("Yang diusulkan").fill("Satu layar di pintu pasar.")
    secretary.get_by_label("Nama pengusul").fill("Wati Lestari")
    secretary.get_by_label("Usulan ini untuk seluruh kota").check()
    look(secretary)
    press(secretary, "Catat dan masukkan acara")
    expect(secretary.get_by_text("Lisan dalam sidang")).to_be_visible()
    press(secretary, "Bahas sekarang")
    expect(room.get_by_role("heading", name=SPOKEN)).to_be_visible()
    follow(secretary, "Cadangan")
    press(secretary, "Simpan hasil")
    expect(room.locator(".screen-outcome")).to_have_text("Cadangan")
    look(room)


def end(secretary: Page, room: Page, look) -> None:
    follow(secretary, "Tutup sidang")
    expect(secretary.get_by_text("Semua usulan sudah ada hasilnya.")).to_be_visible()
    look(secretary)
    press(secretary, "Tutup sidang")
    expect(secretary.get_by_text("Sidang ditutup.")).to_be_visible()
    expect(room.get_by_role("heading", name="Sidang selesai")).to_be_visible()
