"""A heap sorted to its end by the mouse alone: drags, a slider, a lasso, menus and buttons."""

from pathlib import Path

import pytest

from tests.journeys import read_back
from tests.journeys.heap import drawn
from tests.journeys.sorter import LATE_MS, Sorter

PER_CLASS, STRANGERS = 6, 6
WANTED_PERCENT = 60
LEAST_IN_LASSO = 3
AROUND_PX = 7


@pytest.mark.timeout(400)
def test_a_heap_is_sorted_by_drags_a_slider_a_lasso_and_clicks_and_exported(sorter, tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))  # where the file dialog opens
    heap = drawn(tmp_path / "pictures", per_class=PER_CLASS, strangers=STRANGERS)
    me = sorter(heap)
    me.person.drag_files([heap.classes], to="grid")
    me.until(lambda: me.person.tell("numbers")[0] == len(heap.examples), timeout_ms=LATE_MS)
    me.person.drag_files([heap.unsorted], to="grid")
    me.wait_for_answers(len(heap.examples), len(heap.truth))

    accept_by_slider(me)
    swap_examples(me)
    lasso_and_accept(me)
    choose(me, "Show: All pictures", "Not labelled")
    choose(me, "Sort by: As added", "Least certain first")
    label_the_rest(me)
    held = me.person.tell("project")["pictures"]
    assert {name: me.heard(held[name]["label"]) for name in heap.truth} == me.decided
    assert me.decided.keys() == heap.truth.keys()

    written = export_class_folders(me, tmp_path)
    assert read_back.imagefolder(written) == me.decided | heap.examples
    assert me.person.leave() == 0


def choose(me: Sorter, button: str, line: str) -> None:
    """A line of a button's menu."""
    me.person.click(me.person.where(f"centre:{button}"))
    me.until(lambda: me.person.tell(f"entry:{line}") is not None)
    me.person.click(me.person.where(f"entry:{line}"))
    me.until(lambda: me.person.tell(f"entry:{line}") is None)


def accept_by_slider(me: Sorter) -> None:
    """Open the bar, pull the handle to the left, accept."""
    me.person.click(me.person.where("button:Accept…"))
    me.until(lambda: me.person.tell("accept") is not None)
    handle, left = me.steady("accept_handle")
    level = me.person.tell("accept")[0]
    there = (round(left[0] + (handle[0] - left[0]) * WANTED_PERCENT / level), handle[1])
    me.person.draw([tuple(handle), there])
    me.until(lambda: abs(me.person.tell("accept")[0] - WANTED_PERCENT) < 5)
    number = me.person.tell("accept")[1]
    assert 0 < number < len(me.heap.truth)
    me.accepted_by(lambda: me.person.click(me.person.where(f"button:Accept {number}")), number)


def swap_examples(me: Sorter) -> None:
    """An example goes to another class by mistake; the button for undo brings it back."""
    first, second = me.heap.names[:2]
    name, place = me.person.tell(f"example:{first}")
    me.person.drag(tuple(place), me.person.where(f"card:{second}"))
    me.until(lambda: me.person.tell("project")["pictures"][name]["label"] == second)
    me.person.click(me.person.where("button:Undo"))
    me.until(lambda: me.person.tell("project")["pictures"][name]["label"] == first)
    me.wait_for_rest()


def lasso_and_accept(me: Sorter) -> None:
    """Draw around pictures that the app got right, and accept all of them from the menu."""
    me.person.click(me.person.where("tab:Map"))
    me.until(lambda: me.person.tell("map") is not None, timeout_ms=LATE_MS)
    places, pictures = me.steady("map"), me.person.tell("project")["pictures"]
    inside, (left, top, right, bottom) = a_clean_corner(me, places, pictures)
    me.person.draw([(left, top), (right, top), (right, bottom), (left, bottom), (left, top)])
    me.until(lambda: sorted(me.person.tell("selected")) == sorted(inside))
    me.until(lambda: me.person.tell("focus")[1] == "Pictures to sort")
    first = min(inside, key=me.person.tell("shown").index)
    me.person.click(me.person.where(f"cell:{first}"), button=3)
    me.until(lambda: me.person.tell("entry:Accept") is not None)
    me.person.click(me.person.where("entry:Accept"))
    me.decided |= {name: me.heap.truth[name] for name in inside}
    me.until(lambda: me.are_decided(inside))


def a_clean_corner(me: Sorter, places, pictures):
    """A box on the map around pictures to sort that the app is right about, as many as there are."""
    undecided = [
        name
        for name in me.heap.truth
        if name in places
        and pictures[name]["label"] is None
        and me.heard(pictures[name]["proposal"]) == me.heap.truth[name]
    ]
    best = ([], None)
    for of_class in me.heap.names:
        for other in undecided:
            for one in undecided:
                if {me.heap.truth[one], me.heap.truth[other]} != {of_class}:
                    continue
                box = around(places[one], places[other])
                inside = [name for name, (x, y) in places.items() if is_inside(box, x, y)]
                if set(inside) <= set(undecided) and len(inside) > len(best[0]):
                    best = (inside, box)
    assert best[0], "nothing on the map can be drawn around alone"
    return best


def around(one, other):
    (left, right), (top, bottom) = (sorted(pair) for pair in zip(one, other, strict=True))
    return left - AROUND_PX, top - AROUND_PX, right + AROUND_PX, bottom + AROUND_PX


def is_inside(box, x, y):
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def label_the_rest(me: Sorter) -> None:
    """One by one: click the picture, then Accept or the class in the inspector."""
    while shown := me.person.tell("shown"):
        name = shown[0]
        me.person.click(me.person.where(f"cell:{name}"))
        me.until_told("selected", [name])
        proposal = me.heard(me.person.tell("project")["pictures"][name]["proposal"])
        shows = me.heap.truth[name]
        me.person.click(
            me.person.where("button:Accept" if proposal == shows else f"centre:Label as {shows or 'Unknown'}")
        )
        me.decided[name] = shows
        me.until(lambda name=name: me.are_decided([name]))


def export_class_folders(me: Sorter, home: Path) -> Path:
    """The button, the form, and the folder that the dialog opens in."""
    me.person.click(me.person.where("button:Export labels"))
    me.until_told("window", "Export labels")
    me.person.click(me.person.where("button:Class folders"))
    me.person.click(me.person.where("button:Choose a place…"))
    me.until_told("window", "Choose a folder; a new one is made in it")
    me.until(lambda: me.person.tell("button:Choose") is not None)
    me.person.click(me.person.where("button:Choose"))
    written = home / f"{Path(me.person.tell('file')).stem} imagefolder"
    me.until(lambda: f" went to {written.name}" in me.person.tell("notice"), timeout_ms=60_000)
    return written
