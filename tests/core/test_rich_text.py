import pytest

from core.rich_text import clean_html, html_to_text


@pytest.mark.parametrize(
    ("dirty", "clean"),
    [
        ("<p>Isi <strong>tebal</strong></p>", "<p>Isi <strong>tebal</strong></p>"),
        ("<script>alert(1)</script><p>x</p>", "<p>x</p>"),
        ('<p style="color:red" onclick="x()">x</p>', "<p>x</p>"),
        ('<img src=x onerror="alert(1)">', ""),
        ("<h1>Judul</h1>", "Judul"),
        ('<td colspan="3" class="a">x</td>', "x"),
        ('<a href="javascript:alert(1)">x</a>', '<a rel="noopener noreferrer">x</a>'),
        ('<a href="/dalam">x</a>', '<a rel="noopener noreferrer">x</a>'),
        ('<a href="//lain.id">x</a>', '<a rel="noopener noreferrer">x</a>'),
        (
            '<a href="HTTPS://contoh.id" target="_blank">x</a>',
            '<a href="HTTPS://contoh.id" rel="noopener noreferrer">x</a>',
        ),
        (
            '<a href="mailto:a@contoh.id">x</a>',
            '<a href="mailto:a@contoh.id" rel="noopener noreferrer">x</a>',
        ),
        ("1 < 2 & 3", "1 &lt; 2 &amp; 3"),
        ("", ""),
    ],
)
def test_i05_clean_html_keeps_only_harmless_elements(dirty, clean):
    assert clean_html(dirty) == clean


@pytest.mark.parametrize(
    ("span", "kept"), [("1", True), ("20", True), ("21", False), ("65534", False), ("0", False), ("²", False)]
)
def test_i05_clean_html_bounds_spans(span, kept):
    """I05: no colspan that keeps the typesetter busy."""
    cleaned = clean_html(f'<table><tbody><tr><td colspan="{span}">x</td></tr></tbody></table>')
    assert (f'colspan="{span}"' in cleaned) is kept


def test_clean_html_is_stable():
    once = clean_html("<ul><li>a<li>b</ul><p>c &amp; d</p>")
    assert clean_html(once) == once


@pytest.mark.parametrize("depth", [40, 500, 50_000])
def test_i05_clean_html_flattens_absurd_nesting(depth):
    html = "<blockquote>" * depth + "a &lt;b&gt;" + "</blockquote>" * depth
    assert clean_html(html) == "<p>a &lt;b&gt;</p>"


def test_clean_html_sees_nesting_behind_stray_ends():
    assert clean_html("<blockquote></b>" * 5000 + "a") == "<p>a</p>"


def test_clean_html_takes_many_unclosed_paragraphs():
    assert clean_html("<p>a" * 400) == "<p>a</p>" * 400


def test_html_to_text_keeps_words_and_lines():
    html = (
        "<h3>Judul</h3><p>Satu&nbsp;&amp; <em>dua</em><br>tiga\n empat</p><ul><li>a</li><li>b</li></ul>"
        "<table><tr><td>x</td><td>y</td></tr></table><script>alert(1)</script>"
    )
    assert html_to_text(html) == "Judul\nSatu & dua\ntiga empat\n- a\n- b\nx\ty"


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>a</p><p>b &amp; c</p>", "a\nb & c"),
        ('<p><a href="https://contoh.id/?a>b">tautan</a></p>', "tautan"),
        ("<p title='x > y'>a</p>", "a"),
        ("<p>a<!-- b --><!-- c --> d</p>", "a d"),
        ("a<!-- tidak berakhir <p>b</p>", "a"),
        ("a<script>b</script>c<STYLE>d</Style>e", "ace"),
        ("a<script>b", "a"),
        ("a</script>b", "ab"),
        ("<ul><li>a<li>b</ul>", "- a\n- b"),
        ("<table><tr><th>a</th><td>b</td></tr></table>", "a\tb"),
        ("1 < 2 <3", "1 < 2 <3"),
        ("a <b", "a <b"),
    ],
)
def test_html_to_text_knows_tags_from_words(html, text):
    assert html_to_text(html) == text
