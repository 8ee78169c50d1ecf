"""Any edit that is possible in a project, as hypothesis draws it."""

from __future__ import annotations

from hypothesis import strategies as st

from handful.project import UNKNOWN, Edit, NewPicture, Project, edits

LABELS = ("cat", "dog", "Lynx", "snow leopard", "새")
PATHS = tuple(f"/pictures/{name}.jpg" for name in ("a", "b", "c", "d", "\udcff", "e é", "f'", "g\nh"))


def any_edit(draw: st.DrawFn, project: Project) -> Edit:
    """An edit that is possible in this project, with arguments of its own choice."""
    class_ids = st.sampled_from([each.id for each in project.classes])
    pictures = st.lists(st.sampled_from(list(project.pictures)), min_size=1, max_size=4)
    free = [name for name in LABELS if project.class_named(name) is None]
    new = st.builds(NewPicture, st.sampled_from(PATHS), st.sampled_from((None, *LABELS)))
    possible = {
        "add": lambda: edits.add_pictures(project, draw(st.lists(new, max_size=4))),
        "set": lambda: edits.set_setting(project, "learner", draw(st.sampled_from("ab"))),
    }
    if free:
        possible["class"] = lambda: edits.add_class(project, draw(st.sampled_from(free)))
    if project.classes:
        possible["remove class"] = lambda: edits.remove_class(project, draw(class_ids))
        if free:
            possible["rename"] = lambda: edits.rename_class(
                project, draw(class_ids), draw(st.sampled_from(free))
            )
    if project.pictures:
        possible["unknown"] = lambda: edits.label(project, draw(pictures), UNKNOWN)
        possible["clear"] = lambda: edits.clear_label(project, draw(pictures))
        possible["accept"] = lambda: edits.accept(project, draw(pictures))
        possible["return"] = lambda: edits.return_to_queries(project, draw(pictures))
        possible["remove"] = lambda: edits.remove_pictures(project, draw(pictures))
        if free:
            possible["new class"] = lambda: edits.move_to_new_class(
                project, draw(pictures), draw(st.sampled_from(free))
            )
    if project.pictures and project.classes:
        possible["label"] = lambda: edits.label(project, draw(pictures), draw(class_ids))
        possible["move"] = lambda: edits.move_to_class(project, draw(pictures), draw(class_ids))
    return possible[draw(st.sampled_from(sorted(possible)))]()
