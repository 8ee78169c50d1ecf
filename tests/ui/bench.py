"""What tests of the workbench say: wait, find a picture, read its answer."""


def settle(qtbot, bench):
    """Until nothing is being taken in or classified."""
    qtbot.waitUntil(lambda: not bench.intake.busy and not bench.host.busy, timeout=30_000)


def named(bench, name):
    """The picture with this file name."""
    return next(p for p in bench.project.pictures.values() if p.path.endswith(f"/{name}.png"))


def answer(bench, name):
    """The class that is predicted for it, or "unknown"; None where nothing is."""
    prediction = bench.project.predictions.get(named(bench, name).id)
    if prediction is None:
        return None
    return "unknown" if prediction.unknown else bench.project.class_by_id(prediction.class_id).name
