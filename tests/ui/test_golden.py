"""Each view in both themes looks as when a person last looked at it; `make golden` keeps how it looks now."""

import os
from pathlib import Path

import pytest
from PIL import Image, ImageDraw
from PySide6.QtGui import QFont, QFontDatabase

from handful.demo import render
from handful.ui.export_question import FIRST, format_choices
from handful.ui.views.export_choice import ExportChoice
from tests.golden.likeness import keep, likeness
from tests.ui.bench import settle

GOLDEN = Path(__file__).parent.parent / "golden"
WRITES = os.environ.get("HANDFUL_GOLDEN") == "write"
FONT = "DejaVu Sans"
SIZE_PX = (1200, 780)
STILL = 8  # looks in a row
CLASSES = ("apple", "butterfly", "fish", "mug")
THEMES = ("light", "dark")


@pytest.fixture
def dressed(qapp):
    """The same font everywhere, and a cursor that does not blink."""
    if FONT not in QFontDatabase.families():
        pytest.skip(f"the font {FONT} is not here")
    font, flash_ms = qapp.font(), qapp.cursorFlashTime()
    qapp.setFont(QFont(FONT, 9))
    qapp.setCursorFlashTime(0)
    yield
    qapp.setFont(font)
    qapp.setCursorFlashTime(flash_ms)


@pytest.fixture(params=["en", "ko"])
def gallery(request, dressed, make_app, qtbot, tmp_path):
    """An app of a known size in each language, and a way to look at it in both themes."""
    if request.param == "ko" and not QFontDatabase.families(QFontDatabase.WritingSystem.Korean):
        pytest.skip("no font with Hangul is here")
    app = make_app()
    app.commons.language.set_choice(request.param)
    app.window.resize(*SIZE_PX)
    app.window.activateWindow()

    def look(name, widget=None):
        for theme in THEMES:
            app.theme.set_mode(theme)
            shown = widget or app.window
            rest(app, shown, qtbot)
            compare(shown, f"{name}-{request.param}-{theme}", tmp_path)

    app.look = look
    yield app
    app.commons.language.set_choice("en")


def rest(app, widget, qtbot):
    """Until nothing is worked on, and it looks the same for a while."""
    seen = []
    at_work = (
        app.host,
        app.presenter,
        app.arranger,
        app.insight,
        app.insight.marks,
        app.commanding.accepting,
        app.commanding.suggesting,
    )

    def rests():
        if any(each.busy for each in at_work):
            seen.clear()
            return False
        seen.append(widget.grab().toImage())
        return len(seen) > STILL and all(each == seen[-1] for each in seen[-STILL:])

    qtbot.waitUntil(rests, timeout=30_000)


def compare(widget, name, folder):
    """With the picture that is kept, or keep it."""
    seen = folder / f"{name}.png"
    assert widget.grab().save(str(seen))
    with Image.open(seen) as picture:
        picture.load()
    kept = GOLDEN / f"{name}.png"
    if WRITES:
        keep(picture, kept)
        return
    with Image.open(kept) as golden:
        found = likeness(picture, golden)
    assert found.holds, f"{seen} no longer looks like {kept}: {found}; look at both, then `make golden`"


@pytest.fixture
def classified(gallery, qtbot, tmp_path):
    """Four classes of three drawn examples, fourteen pictures to sort, nine labelled, one selected."""
    for of_class in CLASSES:
        for number in range(3):
            save(tmp_path / "classes" / of_class / f"{of_class} {number}.jpg", of_class, number)
    for number in range(14):
        save(tmp_path / "heap" / f"holiday {number:02d}.jpg", CLASSES[number % 4], 20 + number)
    gallery.bench.drop([str(tmp_path / "classes")])
    qtbot.waitUntil(lambda: not gallery.bench.intake.busy, timeout=30_000)
    gallery.bench.drop([str(tmp_path / "heap")])
    qtbot.waitUntil(lambda: len(gallery.bench.project.predictions) == 14, timeout=30_000)
    settle(qtbot, gallery.bench)
    ids = [picture.id for picture in gallery.bench.project.queries()]
    for place, picture_id in enumerate(ids[:9]):
        gallery.bench.label([picture_id], gallery.bench.project.classes[place % 4].id)
    gallery.presenter.select([ids[10]])
    gallery.window.grid.setFocus()
    return gallery


def save(path, of_class, seed):
    path.parent.mkdir(parents=True, exist_ok=True)
    render(of_class, seed, 160).save(path, quality=90)


def test_the_window_before_anything_is_in_it(gallery):
    gallery.look("empty")


def test_the_window_with_everything_classified(classified):
    classified.look("classified")


def test_reviewing_what_is_not_labelled_least_certain_first_with_the_bar_to_accept(classified):
    for command in ("show_unlabelled", "order_uncertain", "accept_above"):
        classified.window.command[command].trigger()
    classified.look("review")


@pytest.mark.parametrize("tab", ["map", "confusion", "examples"])
def test_insight_with_room(classified, qtbot, tab):
    for command in ("insight_room", f"insight_{tab}"):
        classified.window.command[command].trigger()
    qtbot.waitUntil(lambda: not classified.insight.busy, timeout=60_000)
    if tab == "map":
        classified.insight.insight._on_kind_chosen("straight")  # the other way of drawing follows rounding
        qtbot.waitUntil(lambda: classified.window.insight.map.plot.state.kind == "straight", timeout=60_000)
    classified.look(tab)


def test_the_palette_of_commands(classified):
    classified.window.command["palette"].trigger()
    classified.look("palette")


def test_the_sheet_of_shortcuts(classified):
    classified.shortcut_desk.open()
    classified.look("shortcuts", classified.shortcut_desk.sheet)
    classified.shortcut_desk.sheet.close()


def test_the_question_how_to_export(classified, qtbot):
    dialog = ExportChoice(format_choices(), FIRST, classified.window)
    dialog.show()
    classified.look("export", dialog)
    dialog.close()


def test_what_moved_or_changed_its_colour_is_noticed_and_other_fonts_are_not():
    with (
        Image.open(GOLDEN / "classified-en-light.png") as light,
        Image.open(GOLDEN / "classified-en-dark.png") as dark,
    ):
        golden, other = light.convert("RGB"), dark.convert("RGB")
    assert likeness(golden, golden).holds
    assert not likeness(golden, other).holds
    blurred = golden.resize((golden.width // 3, golden.height // 3)).resize(golden.size)
    assert likeness(blurred, golden).holds
    moved = Image.new("RGB", golden.size, golden.getpixel((2, golden.height - 2)))
    moved.paste(golden, (30, 0))
    assert not likeness(moved, golden).holds
    painted = golden.copy()
    ImageDraw.Draw(painted).rectangle((20, 60, 180, 240), fill=(200, 40, 40))
    assert not likeness(painted, golden).holds
