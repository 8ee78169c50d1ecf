"""The theme that the views are made with, and a grid on the screen."""

import pytest

from handful.ui.theme import Theme
from handful.ui.views.grid import Grid
from tests.ui.views.grid_hands import show
from tests.ui.views.pictures import FakePicture, FakePictures, plain_pixmap


@pytest.fixture
def theme(qapp):
    """A light theme that dresses the application, which is undressed afterwards."""
    theme = Theme("light")
    theme.apply(qapp)
    yield theme
    theme.set_mode("system")
    qapp.setStyleSheet("")


@pytest.fixture
def grid(qtbot, theme):
    grid = Grid(theme)
    qtbot.addWidget(grid)
    grid.resize(900, 600)
    grid.show()
    qtbot.waitExposed(grid)
    return grid


@pytest.fixture
def model(grid, qtbot):
    """Ten pictures with the ids 1 to 10 on the screen."""
    model = FakePictures([FakePicture(i, thumbnail=plain_pixmap(64, 48)) for i in range(1, 11)], grid)
    show(grid, model, qtbot)
    return model
