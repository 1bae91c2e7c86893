"""Keys as addresses and forms name them."""

import pytest

from core.keys import key_of, keys_of


@pytest.mark.parametrize("text", ["", "-1", "1.5", "²", "１２", "9" * 19, "1 "])
def test_what_no_page_sent_is_no_key(text):
    assert key_of(text) is None


def test_keys_keep_their_order_and_the_rest_is_left_out():
    assert keys_of(["12", "x", "007", "9" * 18]) == [12, 7, 10**18 - 1]
