"""Other people's texts become plain ones, in pieces that fit."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runaway_cli.story.plaintext import name, plain, texts


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>Nell <b>lights</b> the lamp.</p>", "Nell lights the lamp."),
        ("<p>One.</p><p>Two.</p>", "One. Two."),
        ("One.<br />Two.<BR>Three.", "One. Two. Three."),
        ("<strong><em>Nell</em></strong>'s", "Nell's"),
        ("Tom &amp; Nell&nbsp;&#039;s &lt;3", "Tom & Nell 's <3"),
        ("&amp;lt;b&amp;gt;", "&lt;b&gt;"),
        ("3 < 4 > 2 and <3", "3 < 4 > 2 and <3"),
        ("a\tb\r\nc\u2028d\xa0e", "a b c d e"),
        ("\x1b[31mred\x07\u202e\ud800\ufeff", "[31mred"),
        ("<!-- x --><?php x ?><![odd", "<![odd"),
        (f"&#{'9' * 5_000};", ""),
        (None, ""),
        (5, ""),
    ],
)
def test_html_becomes_plain_text(html, text):
    assert plain(html) == text


def test_names_are_plain_and_cut_between_words():
    assert name("Ashes &amp; <i>Embers</i>") == "Ashes & Embers"
    assert name("tide " * 40) == "tide " * 31 + "…"


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("One. Two! Three? Four… Five", ["One.", "Two!", "Three?", "Four…", "Five"]),
        ('"Go." Nell went.', ['"Go."', "Nell went."]),
        ("Dr. Lind met J. R. Harker vs. Mr. Tom.", ["Dr. Lind met J. R. Harker vs. Mr. Tom."]),
        ("It cost 3.50 etc. and more... or less.", ["It cost 3.50 etc. and more... or less."]),
        ("灯がつく。誰が？", ["灯がつく。", "誰が？"]),
        ("", []),
    ],
)
def test_a_summary_is_split_into_sentences(text, sentences):
    assert list(texts(text)) == sentences


def test_a_long_sentence_is_parted_at_a_pause():
    text = f"Nell {'counts the matches ' * 5}again, and then {'she lights the lamp ' * 5}alone."

    assert [piece[-6:] for piece in texts(text)] == ["again,", "alone."]


WORDS = st.text(st.sampled_from("abNOé.,;!?灯"), min_size=1, max_size=40)


@given(st.lists(WORDS, max_size=120).map(" ".join))
def test_no_text_is_too_long_and_no_word_is_lost(text):
    told = list(texts(text))

    assert "".join(told).replace(" ", "") == text.replace(" ", "")
    assert all(0 < len(piece) <= 160 for piece in told)
    assert "。" in text or set(" ".join(told).split()) == set(text.split())
