import io

from core.progress import steps, track


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_track_draws_a_bar_on_a_terminal():
    screen = Terminal()
    assert list(track([1, 2, 3], label="Memuat usulan", stream=screen)) == [1, 2, 3]
    assert "Memuat usulan: 100%" in screen.getvalue()
    assert "3/3" in screen.getvalue()


def test_track_is_silent_elsewhere():
    log = io.StringIO()
    assert list(track(iter("ab"), label="Memuat", total=2, stream=log)) == ["a", "b"]
    assert log.getvalue() == ""


def test_steps_move_by_hand():
    screen = Terminal()
    with steps(2, label="Menyusun", stream=screen) as bar:
        bar.update()
        bar.update()
    assert "Menyusun: 100%" in screen.getvalue()
