"""What people type becomes harmless HTML, and stays the same when it is saved again."""

import pytest

from renja.chapter_text import tidy_html


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Satu\nbaris\n\nDua", "<p>Satu<br>baris</p>\n<p>Dua</p>"),
        ("Satu\r\n\r\nDua", "<p>Satu</p>\n<p>Dua</p>"),
        ("- a\n* b\n1. c\n2) d", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n<ol>\n<li>c</li>\n<li>d</li>\n</ol>"),
        ("## Judul\nteks", "<h3>Judul</h3>\n<p>teks</p>"),
        ("<p>a</p>bebas <strong>x</strong>", "<p>a</p>\n<p>bebas <strong>x</strong></p>"),
        ("<p>a<p>b", "<p>a</p>\n<p>b</p>"),
        ("1 < 2 & 3", "<p>1 &lt; 2 &amp; 3</p>"),
        ("<div>a</div><div>b</div>", "<p>a</p>\n<p>b</p>"),
        ("<h1>J</h1><b>t</b> <i>m</i>", "<h3>J</h3>\n<p><strong>t</strong> <em>m</em></p>"),
        ("a</ul></p> b", "<p>a b</p>"),
        ("<p></p>\n<p> </p>", ""),
        ("  \n ", ""),
        ("<script>alert(1)</script>", ""),
    ],
)
def test_typed_text_becomes_blocks(typed, kept):
    assert tidy_html(typed) == kept


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script><p>isi</p>",
        '<p style="position:fixed" onclick="x()">isi</p>',
        "<style>p{display:none}</style><p>isi</p>",
        '<p>isi <a href="javascript:alert(1)">x</a></p>',
        '<p>isi</p><iframe src="//x"></iframe><img src=x onerror=alert(1)>',
        '<p>isi</p><table><tr><td colspan="65534" rowspan="99999">x</td></tr></table>',
        "<p>isi</p><svg><script>alert(1)</script></svg><math><mtext></mtext></math>",
    ],
)
def test_hostile_html_comes_out_harmless(hostile):
    kept = tidy_html(hostile)
    assert "isi" in kept
    for bad in (
        "script",
        "style",
        "onclick",
        "onerror",
        "javascript",
        "iframe",
        "img",
        "65534",
        "99999",
        "svg",
    ):
        assert bad not in kept


@pytest.mark.parametrize(
    "typed",
    [
        "Satu\n\n- a\n- b",
        "<ul><li><p>a</p></li><li><p>b</p><ul><li><p>c</p></li></ul></li></ul><p>z</p>",
        "<table><tbody><tr><th colspan=1><p>a</p></th></tr></tbody></table>teks",
        "<blockquote><p>a</p></blockquote>b",
        "</p>x<p>y</p>",
        "<blockquote>" * 400 + "dalam",
    ],
)
def test_saved_text_does_not_change_when_saved_again(typed):
    once = tidy_html(typed)
    assert tidy_html(once) == once
