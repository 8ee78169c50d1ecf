"""Every action of the window, without a window: what is dropped, decided, taken back, cancelled."""

from pathlib import Path

from handful.project.document import UNKNOWN
from handful.project.session import Session
from handful.ui.engine_host import EngineHost
from handful.ui.workbench import Workbench
from tests.ui.bench import answer, named, settle
from tests.workflows.tiny import BLUE, RED, paint


def test_a_dropped_set_of_class_folders_and_a_heap_are_classified_without_a_further_word(sorted_bench):
    assert [c.name for c in sorted_bench.project.classes] == ["green", "red"]
    assert [answer(sorted_bench, n) for n in ("a red", "b green", "c blue")] == ["red", "green", "unknown"]


def test_pictures_dropped_before_the_engine_is_there_are_classified_once_it_is(bench, pictures, qtbot):
    bench.drop([str(pictures / "classes"), str(pictures / "heap")])
    qtbot.waitUntil(lambda: len(bench.project.pictures) == 7)
    assert not bench.project.predictions
    bench.host.load()
    qtbot.waitUntil(lambda: answer(bench, "a red") == "red", timeout=30_000)


def test_one_more_example_re_adapts_and_re_scores_by_itself(sorted_bench, qtbot):
    assert answer(sorted_bench, "c blue") == "unknown"
    class_id = sorted_bench.add_class("blue")
    paint_at = named(sorted_bench, "c blue").path
    other = paint(Path(paint_at).with_name("d blue.png"), BLUE, 77)
    sorted_bench.drop([str(other)], class_id)
    settle(qtbot, sorted_bench)
    assert answer(sorted_bench, "c blue") == "blue"


def test_removing_an_example_re_scores_and_undo_brings_the_old_answer_back(sorted_bench, qtbot):
    reds = [p.id for p in sorted_bench.project.support(sorted_bench.project.class_named("red").id)]
    sorted_bench.remove_pictures(reds)
    settle(qtbot, sorted_bench)
    assert answer(sorted_bench, "a red") != "red"
    sorted_bench.undo()
    settle(qtbot, sorted_bench)
    assert answer(sorted_bench, "a red") == "red"


def test_correcting_a_label_is_one_step_and_does_not_classify_again(sorted_bench, qtbot):
    started = []
    sorted_bench.host.started.connect(lambda: started.append(1))
    blue = named(sorted_bench, "c blue").id
    sorted_bench.label([blue], sorted_bench.project.class_named("green").id)
    assert sorted_bench.project.class_by_id(named(sorted_bench, "c blue").label).name == "green"
    assert answer(sorted_bench, "c blue") == "unknown"  # the proposal stays what it was
    assert not sorted_bench.host.busy
    assert started == []
    sorted_bench.undo()
    assert named(sorted_bench, "c blue").label is None


def test_accepting_takes_the_proposals_over_and_unknown_is_an_answer(sorted_bench):
    ids = [p.id for p in sorted_bench.project.queries()]
    sorted_bench.accept(ids)
    labels = {p.path.rsplit("/", 1)[-1]: p.label for p in sorted_bench.project.queries()}
    assert labels["c blue.png"] == UNKNOWN
    assert sorted_bench.project.class_by_id(labels["a red.png"]).name == "red"


def test_dragging_a_picture_onto_a_class_makes_it_an_example_of_it(sorted_bench, qtbot):
    blue = named(sorted_bench, "c blue").id
    red = sorted_bench.project.class_named("red").id
    sorted_bench.move_to_class([blue], red)
    settle(qtbot, sorted_bench)
    assert sorted_bench.project.pictures[blue].role == "support"
    sorted_bench.return_to_queries([blue])
    settle(qtbot, sorted_bench)
    assert answer(sorted_bench, "c blue") is not None


def test_files_dropped_on_the_free_area_found_a_class_named_after_their_folder(ready_bench, tmp_path, qtbot):
    files = [paint(tmp_path / "lynx" / f"{i}.png", RED, i) for i in range(2)]
    ready_bench.drop_as_new_class([str(f) for f in files])
    settle(qtbot, ready_bench)
    [made] = ready_bench.project.classes
    assert made.name == "lynx"
    assert len(ready_bench.project.support(made.id)) == 2


def test_a_folder_of_pictures_dropped_on_the_free_area_is_a_class_and_again_adds_to_it(
    ready_bench, tmp_path, qtbot
):
    paint(tmp_path / "lynx" / "1.png", RED, 1)
    ready_bench.drop_as_new_class([str(tmp_path / "lynx")])
    settle(qtbot, ready_bench)
    paint(tmp_path / "lynx" / "2.png", RED, 2)
    ready_bench.drop_as_new_class([str(tmp_path / "lynx")])
    settle(qtbot, ready_bench)
    [made] = ready_bench.project.classes
    assert len(ready_bench.project.support(made.id)) == 2


def test_a_drop_on_the_free_area_without_a_new_picture_makes_no_class(sorted_bench, pictures, qtbot):
    (pictures / "empty").mkdir()
    (pictures / "broken.png").symlink_to(pictures / "nowhere.png")
    before = sorted_bench.project.classes
    for path in ("empty", "broken.png", "heap"):  # the heap is in the project already
        sorted_bench.drop_as_new_class([str(pictures / path)])
        settle(qtbot, sorted_bench)
    assert sorted_bench.project.classes == before


def test_a_class_founded_by_a_drop_goes_with_one_step_of_undo(ready_bench, tmp_path, qtbot):
    paint(tmp_path / "lynx" / "1.png", RED, 1)
    ready_bench.drop_as_new_class([str(tmp_path / "lynx")])
    settle(qtbot, ready_bench)
    ready_bench.undo()
    assert not ready_bench.project.classes
    assert not ready_bench.project.pictures


def test_a_folder_of_pictures_and_folders_dropped_on_the_free_area_is_one_class(ready_bench, tmp_path, qtbot):
    paint(tmp_path / "lynx" / "1.png", RED, 1)
    paint(tmp_path / "lynx" / "young" / "2.png", RED, 2)
    ready_bench.drop_as_new_class([str(tmp_path / "lynx")])
    settle(qtbot, ready_bench)
    assert [c.name for c in ready_bench.project.classes] == ["lynx"]
    assert not ready_bench.project.queries()


def test_class_folders_dropped_on_the_free_area_name_their_classes(ready_bench, pictures, qtbot):
    ready_bench.drop_as_new_class([str(pictures / "classes")])
    settle(qtbot, ready_bench)
    assert {c.name for c in ready_bench.project.classes} == {"red", "green"}


def test_a_folder_that_is_gone_by_the_time_it_is_dropped_is_refused_in_words(ready_bench, tmp_path, qtbot):
    summaries = []
    ready_bench.taken_in.connect(lambda _drop, summary: summaries.append(summary))
    ready_bench.drop([str(tmp_path / "gone")])
    settle(qtbot, ready_bench)
    assert summaries[0].added == 0
    assert summaries[0].skipped[0][1]


def test_a_name_that_is_taken_is_refused_and_changes_nothing(sorted_bench):
    refused = []
    sorted_bench.refused.connect(refused.append)
    before = sorted_bench.project
    assert sorted_bench.add_class("RED") is None
    assert "red" in refused[0].lower()
    assert sorted_bench.project is before


def test_a_whole_drop_is_one_step_of_undo(ready_bench, pictures, qtbot, monkeypatch):
    monkeypatch.setattr("handful.workflows.take_in.BATCH_PICTURES", 1)
    ready_bench.drop([str(pictures / "heap")])
    settle(qtbot, ready_bench)
    assert len(ready_bench.project.pictures) == 3
    ready_bench.undo()
    assert not ready_bench.project.pictures


def test_cancel_stops_at_once_and_a_later_change_classifies_again(ready_bench, pictures, qtbot):
    stopped = []
    ready_bench.host.stopped.connect(lambda: stopped.append(1))
    ready_bench.drop([str(pictures / "classes"), str(pictures / "heap")])
    qtbot.waitUntil(lambda: ready_bench.host.busy)
    ready_bench.host.cancel()
    assert stopped == [1]
    assert not ready_bench.host.busy
    ready_bench.reclassify()
    settle(qtbot, ready_bench)
    assert answer(ready_bench, "a red") == "red"


def test_opening_another_project_drops_what_still_runs_for_the_old_one(sorted_bench, tmp_path, qtbot):
    sorted_bench.reclassify()
    sorted_bench.open(Session.create(tmp_path / "other.handful"))
    settle(qtbot, sorted_bench)
    assert not sorted_bench.project.pictures
    assert not sorted_bench.project.predictions


def test_a_failing_engine_is_reported_and_can_be_loaded_again(load_tiny, qapp, tmp_path, qtbot):

    attempts = []

    def load():
        attempts.append(1)
        if len(attempts) == 1:
            raise OSError("the weights are gone")
        return load_tiny()

    host = EngineHost(load)
    bench = Workbench(Session.create(tmp_path / "p.handful"), host)
    with qtbot.waitSignal(host.load_failed) as failed:
        host.load()
    assert failed.args == ["the weights are gone"]
    with qtbot.waitSignal(host.ready, timeout=30_000):
        host.load()
    bench.close()


def test_a_picture_whose_thumbnail_cannot_be_made_is_unreadable_with_that_reason(sorted_bench):
    picture = named(sorted_bench, "a red")
    sorted_bench.mark_unreadable(picture.id, "the file is cut short")
    assert sorted_bench.project.facts[picture.id].error == "the file is cut short"
    assert sorted_bench.project.facts[picture.id].content_hash


def test_with_one_class_left_nothing_is_proposed_until_there_are_two_again(sorted_bench, qtbot):
    sorted_bench.remove_class(sorted_bench.project.class_named("red").id)
    settle(qtbot, sorted_bench)
    assert not sorted_bench.project.predictions
    sorted_bench.undo()
    settle(qtbot, sorted_bench)
    assert answer(sorted_bench, "a red") == "red"


def test_very_many_are_accepted_in_parts_that_are_one_step_whatever_is_done_meanwhile(
    sorted_bench, qtbot, monkeypatch
):
    monkeypatch.setattr("handful.ui.workbench.AT_ONCE", 1)
    ids = [p.id for p in sorted_bench.project.queries()]
    sorted_bench.label(ids[:1], UNKNOWN)  # decided already: stays as it is
    with qtbot.waitSignal(sorted_bench.accepted):
        sorted_bench.accept_above(ids, 0.25)
        assert sorted_bench.is_accepting
    assert sorted_bench.project.pictures[ids[0]].label == UNKNOWN
    assert None not in [sorted_bench.project.pictures[i].label for i in ids]
    assert sorted_bench.session.undo_words == "Accept 2 predictions of 25% or more"
    sorted_bench.undo()
    sorted_bench.accept_above(ids, 0.25)
    sorted_bench.undo()  # before all parts are done
    assert not sorted_bench.is_accepting
    assert [sorted_bench.project.pictures[i].label for i in ids] == [UNKNOWN, None, None]
