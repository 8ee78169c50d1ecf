"""The adaptation view plots how the classifier fits its examples, at a pace that eyes can follow."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QGraphicsView, QLabel, QTableView, QToolButton

from handful.ui.views.adaptation import UPDATE_MS, AdaptationView
from handful.ui.views.state import AdaptationState

NBSP = "\u00a0"
ITERATIONS = AdaptationState(
    steps=(1, 2, 3),
    losses=(1.5, 0.9, 0.4),
    accuracies=(0.4, 0.7, 0.9),
    total_steps=10,
    note="linear probe",
    running=True,
)
SHOTS = AdaptationState(
    steps=(1, 2, 3, 4),
    losses=(1.5, 0.9, 0.4, 0.3),
    accuracies=(0.4, 0.7, 0.9, 0.86),
    unit="shot",
    total_steps=4,
    note="prototypes, leave-one-out over 20 examples",
)
ROUNDS = AdaptationState(rounds=(0.5, 0.75))


@pytest.fixture
def view(qtbot, theme):
    view = AdaptationView(theme)
    qtbot.addWidget(view)
    view.resize(360, 300)
    view.show()
    qtbot.waitExposed(view)
    view.build_plots()
    return view


def show(view, state, qtbot):
    view.set_state(state)
    qtbot.waitUntil(lambda: not view._stale)


def curve(item):
    x, y = item.getData()
    return ([] if x is None else list(x)), ([] if y is None else list(y))


def accuracy_chart(view):
    return view._plot._charts[0]


def loss_chart(view):
    return view._plot._charts[1]


def accuracy(view):
    return curve(view._plot._accuracy_curve)


def loss(view):
    return curve(view._plot._loss_curve)


def labels(view):
    return [label.text() for label in view.findChildren(QLabel) if label.isVisible()]


def table(view):
    model = view.findChild(QTableView).model()
    columns = range(model.columnCount())
    titles = [model.headerData(c, Qt.Orientation.Horizontal) for c in columns]
    return [titles, *([model.index(r, c).data() for c in columns] for r in range(model.rowCount()))]


def test_an_iterating_learner_shows_accuracy_and_loss_against_steps(view, qtbot):
    show(view, ITERATIONS, qtbot)
    assert accuracy(view) == ([1, 2, 3], [0.4, 0.7, 0.9])
    assert loss(view) == ([1, 2, 3], [1.5, 0.9, 0.4])
    assert loss_chart(view).widget.isVisible()
    assert f"90{NBSP}%" in labels(view)
    assert "are recognised after 3 steps" in labels(view)


def test_the_axis_leaves_room_for_the_steps_to_come(view, qtbot):
    show(view, ITERATIONS, qtbot)
    assert accuracy_chart(view).box.viewRange()[0][1] >= 10


def test_a_closed_form_learner_shows_accuracy_against_examples_per_class(view, qtbot):
    show(view, SHOTS, qtbot)
    assert accuracy(view) == ([1, 2, 3, 4], [0.4, 0.7, 0.9, 0.86])
    assert not loss_chart(view).widget.isVisible()
    assert accuracy_chart(view).axes["bottom"].labelText == "Examples per class"
    assert f"86{NBSP}%" in labels(view)
    assert "prototypes, leave-one-out over 20 examples" in labels(view)


def test_with_one_step_the_rounds_are_shown(view, qtbot):
    show(view, AdaptationState(steps=(1,), losses=(0.3,), accuracies=(0.75,), rounds=(0.5, 0.75)), qtbot)
    assert accuracy(view) == ([1, 2], [0.5, 0.75])
    assert table(view) == [["Change", "Accuracy"], ["1", f"50{NBSP}%"], ["2", f"75{NBSP}%"]]


def test_the_table_holds_the_numbers_of_the_plot(view, qtbot):
    show(view, ITERATIONS, qtbot)
    assert table(view)[:2] == [["Step", "Accuracy", "Loss"], ["1", f"40{NBSP}%", "1.50"]]
    switch = view.findChild(QToolButton)
    qtbot.mouseClick(switch, Qt.MouseButton.LeftButton)
    assert view.findChild(QTableView).isVisible()
    assert switch.text() == "Show as plot"


def test_with_nothing_to_show_the_view_says_what_is_needed(view):
    assert "Two classes with two examples each show here how well they can be told apart." in labels(view)
    assert accuracy(view) == ([], [])


def test_the_plot_empties_when_the_examples_go(view, qtbot):
    show(view, SHOTS, qtbot)
    show(view, AdaptationState(), qtbot)
    assert accuracy(view) == ([], [])
    assert table(view)[1:] == []


def test_states_that_come_fast_are_passed_over_but_never_the_last(view, qtbot, monkeypatch):
    drawn = []
    draw = view._plot.set_fit
    monkeypatch.setattr(view._plot, "set_fit", lambda fit: (drawn.append(fit), draw(fit)))
    for n in range(1, 101):
        steps = tuple(range(1, n + 1))
        values = tuple(i / 100 for i in steps)
        view.set_state(AdaptationState(steps=steps, losses=values, accuracies=values))
    qtbot.waitUntil(lambda: len(accuracy(view)[0]) == 100)
    assert len(drawn) < 20
    assert UPDATE_MS >= 1000 / 30


def test_each_curve_is_made_once(view, qtbot):
    made = (view._plot._accuracy_curve, view._plot._loss_curve)
    for state in (ITERATIONS, SHOTS, ROUNDS):
        show(view, state, qtbot)
    assert (view._plot._accuracy_curve, view._plot._loss_curve) == made
    assert accuracy_chart(view).box.addedItems == [made[0]]


def test_building_the_plots_twice_makes_them_once(view, qtbot):
    made = view._plot._charts
    view.build_plots()
    assert view._plot._charts is made


def test_before_the_plots_are_built_the_state_is_kept(qtbot, theme):
    view = AdaptationView(theme)
    qtbot.addWidget(view)
    show(view, SHOTS, qtbot)
    view.build_plots()
    assert accuracy(view) == ([1, 2, 3, 4], [0.4, 0.7, 0.9, 0.86])


def test_the_plot_follows_the_theme(view, theme, qtbot):
    show(view, ITERATIONS, qtbot)
    before = view._plot._accuracy_curve.opts["pen"].color()
    theme.set_mode("dark")
    assert view._plot._accuracy_curve.opts["pen"].color() == theme.colours.accent != before


def test_no_chart_keeps_a_ground_that_another_theme_painted(view):
    for chart in (accuracy_chart(view), loss_chart(view)):
        assert chart.widget.cacheMode() == QGraphicsView.CacheModeFlag.CacheNone


def test_setting_the_same_state_twice_draws_once(view, qtbot, monkeypatch):
    show(view, SHOTS, qtbot)
    drawn = []
    monkeypatch.setattr(view._plot, "set_fit", drawn.append)
    view.set_state(SHOTS)
    qtbot.waitUntil(lambda: not view._pause.isActive())
    assert drawn == []


def test_every_kind_is_painted_in_both_themes(view, theme, qtbot):
    for mode in ("light", "dark"):
        theme.set_mode(mode)
        for state in (AdaptationState(), ITERATIONS, SHOTS, ROUNDS, AdaptationState(rounds=(1.0,))):
            show(view, state, qtbot)
            assert not view.grab().isNull()


def test_the_switch_and_the_table_have_accessible_names(view):
    assert view.findChild(QToolButton).accessibleName() == "Fit of the examples: show as table"
    assert view.findChild(QTableView).accessibleName() == "Fit of the examples as a table"


def test_a_low_plot_gives_its_room_to_the_curve_and_a_high_one_names_its_axes(view, qtbot):
    show(view, SHOTS, qtbot)
    axes = accuracy_chart(view).axes
    for height, named in ((184, False), (400, True)):
        view.resize(300, height)
        QApplication.processEvents()
        assert [axis.label.isVisible() for axis in axes.values()] == [named, named]
        assert accuracy_chart(view).box.height() > 30


def test_the_least_height_holds_every_word(view, qtbot):
    view.resize(240, view.minimumSizeHint().height())
    QApplication.processEvents()
    sentence = next(each for each in view.findChildren(QLabel) if each.text().startswith("Two classes"))
    assert sentence.height() >= sentence.heightForWidth(sentence.width())
