"""Draws follow from their names alone, and shared parts add up whatever is shared."""

from hypothesis import given
from hypothesis import strategies as st

from samlad.training.draws import choose, fraction, integer
from samlad.training.figures import share_out


def test_a_draw_follows_from_its_name_alone() -> None:
    first = [fraction("a", 1), fraction("a", 2), fraction("b", 1)]
    assert first == [fraction("a", 1), fraction("a", 2), fraction("b", 1)]
    assert len(set(first)) == 3


@given(st.integers(-50, 50), st.integers(0, 50), st.text())
def test_draws_stay_within_their_bounds(low: int, width: int, name: str) -> None:
    assert 0 <= fraction(name) < 1
    assert low <= integer(low, low + width, name) <= low + width
    assert choose("abc", name) in "abc"


@given(st.lists(st.tuples(st.integers(0, 40), st.floats(0, 5)), min_size=1, max_size=8), st.data())
def test_parts_add_up_to_the_whole_and_stay_under_their_caps(
    given_parts: list[tuple[int, float]], data: st.DataObject
) -> None:
    caps = [cap for cap, _ in given_parts]
    total = data.draw(st.integers(0, sum(caps)))
    parts = share_out(total, [weight for _, weight in given_parts], caps)
    assert sum(parts) == total
    assert all(0 <= part <= cap for part, cap in zip(parts, caps, strict=True))
