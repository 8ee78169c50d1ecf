"""The project: the document, the edits a person can make, the file they are kept in, and the app's settings.

Public: the values of `document`, the functions of `edits`, `Session`, `RecentProjects` and `AppSettings`.
Standard library only; knows no picture content, no network and no screen.
"""

from handful.project.document import (
    UNKNOWN,
    Change,
    Facts,
    Picture,
    PictureClass,
    Prediction,
    Project,
    ProjectError,
    Role,
)
from handful.project.edits import Edit, NewPicture
from handful.project.recent import RecentProject, RecentProjects, new_untitled_path
from handful.project.session import Session
from handful.project.settings import AppSettings

__all__ = [
    "UNKNOWN",
    "AppSettings",
    "Change",
    "Edit",
    "Facts",
    "NewPicture",
    "Picture",
    "PictureClass",
    "Prediction",
    "Project",
    "ProjectError",
    "RecentProject",
    "RecentProjects",
    "Role",
    "Session",
    "new_untitled_path",
]
