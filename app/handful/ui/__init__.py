"""The window: views, item models, theme and the presenter that joins them to the project and the jobs."""
