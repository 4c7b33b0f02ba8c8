"""Moving, as properties: the same rows in another order, whatever their positions were."""

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from priorities.saving import move


@dataclass
class Row:
    pk: int
    position: int

    def save(self, update_fields: list[str]) -> None:
        assert update_fields == ["position"]


def in_order(positions: list[int]) -> list[Row]:
    return [Row(pk, position) for pk, position in enumerate(sorted(positions))]


def order(rows: list[Row]) -> list[int]:
    return [row.pk for row in sorted(rows, key=lambda row: row.position)]


POSITIONS = st.lists(st.integers(1, 500), min_size=1, max_size=12, unique=True)


@given(POSITIONS, st.data())
def test_a_move_keeps_the_rows_and_their_positions(positions, data):
    rows = in_order(positions)
    chosen = data.draw(st.sampled_from(rows))
    move(list(rows), chosen, data.draw(st.integers(-20, 20)))
    assert sorted(row.position for row in rows) == sorted(positions)
    assert sorted(order(rows)) == list(range(len(rows)))


@given(POSITIONS, st.data())
def test_one_down_and_one_up_is_where_it_was(positions, data):
    rows = in_order(positions)
    chosen = rows[data.draw(st.integers(0, max(len(rows) - 2, 0)))]
    before = order(rows)
    if move(list(rows), chosen, 1):
        move(sorted(rows, key=lambda row: row.position), chosen, -1)
    assert order(rows) == before


@given(st.lists(st.integers(1, 3), min_size=2, max_size=6), st.data())
def test_what_came_to_stand_at_one_position_can_be_told_apart_again(positions, data):
    rows = in_order(positions)
    chosen = data.draw(st.sampled_from(rows[:-1]))
    assert move(list(rows), chosen, 1)
    assert len({row.position for row in rows}) == len(rows)
    assert order(rows)[chosen.pk : chosen.pk + 2] == [chosen.pk + 1, chosen.pk]


@given(POSITIONS, st.data(), st.integers(-20, 20))
def test_the_others_keep_their_order_and_the_ends_hold(positions, data, steps):
    rows = in_order(positions)
    chosen = data.draw(st.sampled_from(rows))
    others = [pk for pk in order(rows) if pk != chosen.pk]

    moved = move(list(rows), chosen, steps)

    assert [pk for pk in order(rows) if pk != chosen.pk] == others
    assert order(rows).index(chosen.pk) == min(max(chosen.pk + steps, 0), len(rows) - 1)
    assert moved == (order(rows) != sorted(order(rows)))
