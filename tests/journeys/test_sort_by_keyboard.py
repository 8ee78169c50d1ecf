"""Ten classes imported, a heap sorted to its end and exported to every form, without a mouse."""

from pathlib import Path

import pytest

from tests.journeys import read_back
from tests.journeys.heap import drawn, photographed
from tests.journeys.sorter import Sorter

PHOTOS = Path(__file__).parents[3] / "shared" / "photos" / "clothing"


@pytest.mark.timeout(400)
def test_300_pictures_are_sorted_into_ten_imported_classes_by_keyboard_and_every_export_says_so(
    sorter, tmp_path
):
    heap = drawn(tmp_path / "pictures")
    assert len(heap.truth) == 300
    sort_to_the_end(sorter(heap), accept_percent=55, out=tmp_path / "out")


@pytest.mark.timeout(400)
@pytest.mark.skipif(not PHOTOS.is_dir(), reason=f"no photographs in {PHOTOS}")
def test_real_photographs_are_sorted_into_ten_imported_classes_by_keyboard_and_every_export_says_so(
    sorter, tmp_path
):
    heap = photographed(PHOTOS, tmp_path / "pictures")
    sort_to_the_end(sorter(heap), accept_percent=40, out=tmp_path / "out")


def sort_to_the_end(me: Sorter, *, accept_percent: int, out: Path) -> None:
    """The whole journey; what was decided is compared with what the app holds and with every export."""
    heap = me.heap
    me.until(lambda: me.person.tell("window").endswith("Handful"))
    me.add_folder(heap.classes)
    me.until(lambda: me.person.tell("numbers")[0] == len(heap.examples))
    assert me.person.tell("project")["classes"] == heap.names
    me.add_folder(heap.unsorted)
    me.wait_for_answers(len(heap.examples), len(heap.truth))

    accepted = me.accept_above(accept_percent)
    assert 0 < accepted < len(heap.truth)
    me.choose_in_menu("f", "Not labelled")
    me.choose_in_menu("s", "Least certain first")
    me.until(lambda: len(me.person.tell("selected")) == 1)

    [first] = me.decide(number=1)
    undo_and_redo(me, first)
    skip(me)
    promoted = promote(me)
    search_and_come_back(me)
    me.command("least certain")
    me.until(lambda: me.person.tell("selected") == me.person.tell("shown")[:1])
    me.decide()
    me.until_told("shown", [])
    check_what_is_held(me, promoted)
    export_and_read_back(me, out)
    assert me.person.leave() == 0


def undo_and_redo(me: Sorter, name: str) -> None:
    """The last decision is taken back, and done again."""
    me.press("ctrl+z")
    me.until(lambda: me.person.tell("project")["pictures"][name]["label"] is None)
    me.until_told("selected", [name])
    me.press("ctrl+shift+z")
    me.until(lambda: me.person.tell("project")["pictures"][name]["label"] is not None)
    assert me.are_decided([name])


def skip(me: Sorter) -> None:
    """To the next undecided picture and back, and nothing is decided."""
    [here], shown = me.person.tell("selected"), me.person.tell("shown")
    me.press("n")
    me.until_told("selected", [shown[shown.index(here) + 1]])
    me.press("Left")
    me.until_told("selected", [here])


def promote(me: Sorter) -> str:
    """A picture whose class the app got right becomes an example in one key; all is learned anew."""
    pictures = me.person.tell("project")["pictures"]
    shown = me.person.tell("shown")
    right = next(
        name for name in shown if me.heap.truth[name] and pictures[name]["proposal"] == me.heap.truth[name]
    )
    me.press("Home", *["Right"] * shown.index(right))
    me.until_told("selected", [right])
    me.press("p")
    me.until(lambda: me.person.tell("project")["pictures"][right]["role"] == "support")
    me.decided[right] = me.heap.truth[right]
    me.wait_for_rest()
    return right


def search_and_come_back(me: Sorter) -> None:
    """One picture found by its name and decided on; then everything again."""
    pictures = me.person.tell("project")["pictures"]
    wanted = next(name for name in me.heap.truth if pictures[name]["label"] is None)
    me.search(wanted.rsplit(".", 1)[0])
    me.until_told("selected", [wanted])
    assert me.decide() == [wanted]
    me.press("slash")
    me.until(lambda: me.person.tell("focus")[1] == "Search names")
    me.press("Escape")
    me.until(lambda: me.person.tell("focus")[1] == "Pictures to sort")
    me.until(lambda: len(me.person.tell("shown")) > 1)


def check_what_is_held(me: Sorter, promoted: str) -> None:
    """The app holds what the keys said, for every picture."""
    assert me.decided.keys() == me.heap.truth.keys()
    held = me.person.tell("project")["pictures"]
    assert {name: me.heard(held[name]["label"]) for name in me.heap.truth} == me.decided
    assert {name for name in me.heap.truth if held[name]["role"] == "support"} == {promoted}


def export_and_read_back(me: Sorter, out: Path) -> None:
    """Every form, written by keys, read by another program."""
    everything = me.decided | me.heap.examples
    known = {name: label for name, label in everything.items() if label is not None}
    out.mkdir()
    stem = Path(me.person.tell("file")).stem
    for form, place, read, wanted in (
        ("csv", out / "labels.csv", read_back.csv, everything),
        ("json", out / "labels.json", read_back.json_, everything),
        ("imagefolder", out, read_back.imagefolder, everything),
        ("yolo", out, read_back.yolo, known),
        ("coco", out / "coco.json", read_back.coco, everything),
    ):
        written = place if place.suffix else place / f"{stem} {form}"
        me.export(form, place)
        me.until(lambda written=written: said(me, written.name), timeout_ms=60_000)
        assert read(written) == wanted, form
    me.export("xmp", None)
    me.until(lambda: said(me, "sidecars"), timeout_ms=60_000)
    assert read_back.xmp([me.heap.classes, me.heap.unsorted]) == everything


def said(me: Sorter, what: str) -> bool:
    """Whether the notice tells that this was written."""
    return f" went to {what}" in me.person.tell("notice")
