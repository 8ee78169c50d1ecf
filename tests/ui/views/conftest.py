"""The theme that the views are made with."""

import pytest

from handful.ui.theme import Theme


@pytest.fixture
def theme(qapp):
    """A light theme that dresses the application, which is undressed afterwards."""
    theme = Theme("light")
    theme.apply(qapp)
    yield theme
    theme.set_mode("system")
    qapp.setStyleSheet("")
