"""What tests of the workbench say: wait, find a picture, read its answer, answer dialogs."""

from handful.workflows.labels_out import ExportOrder


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


class Answers:
    """Dialogs that were answered beforehand."""

    def __init__(self):
        self.files, self.chosen_folder, self.open, self.save, self.labels = [], None, None, None, None
        self.model = None
        self.table, self.label_folders, self.role = None, None, None
        self.previews, self.moved = [], None
        self.told = []

    def pictures(self, _folder):
        return self.files

    def folder(self, _folder):
        return self.chosen_folder

    def project_to_open(self, _folder):
        return self.open

    def project_to_save(self, _folder, _name):
        return self.save

    def export(self, _folder, _stem):
        return self.labels and ExportOrder(format="csv", out=self.labels)

    def labels_table(self, _folder):
        return self.table

    def labels_folder(self, _folder):
        return self.label_folders

    def import_role(self, preview):
        self.previews.append(preview)
        return self.role

    def moved_folder(self, _folder):
        return self.moved

    def model_to_save(self, _folder, _stem, forms):
        return self.model and (forms[-1].name, self.model)

    def about(self, text):
        self.told.append(text)
