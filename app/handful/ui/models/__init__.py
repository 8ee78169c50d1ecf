"""Item models and picture loading for the views. Public: `PictureListModel`, `PictureLoader`."""
