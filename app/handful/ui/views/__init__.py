"""Small views: each shows the state it is given and says what the person asked for. No project, no torch.

Every view is made with the theme (`Shelf(theme, parent)`), takes one `set_state(...)` and emits signals:

- `toolbar.Toolbar`: `set_groups([[QAction, ...], ...])`, `set_state(ToolbarState)`; `learner_chosen(str)`,
  `theme_chosen(str)`.
- `shelf.Shelf`: `set_state(ShelfState)`; `add_class_requested(str)`, `rename_class_requested(int, str)`,
  `remove_class_requested(int)`, `add_files_requested(int)` (a class id), `paths_dropped(list)` (free area),
  `paths_dropped_on_class(int, list)`, `pictures_dropped(list)` (free area: a new class),
  `pictures_dropped_on_class(int, list)`, `picture_selected(int)`, `remove_pictures_requested(list)`,
  `return_pictures_requested(list)` (back to the unsorted), `class_expanded(int, bool)`.
- `grid.Grid`: `set_model(PictureModel)`, `set_state(GridState)`, `set_commands(commands, of_pictures)`,
  `set_zoom(int)`, `selected_ids()`, `select_ids(list)`, `select_row(int)`, `settle()`;
  `filters` (a `FilterBar`: `text_changed(str)`, `class_shown(int)`),
  `accept_bar` (an `AcceptBar`: `level_changed(int)`, `accepted(int)`, `closed()`);
  `zoom_changed(int)` (a thumbnail's side in px), `all_requested()`,
  `selection_changed(list)`, `picture_activated(int)`, `paths_dropped(list)`, `pictures_dropped(list)`,
  `label_requested(list, int)`, `accept_requested(list)`, `clear_label_requested(list)`,
  `move_to_class_requested(list, int)`, `remove_pictures_requested(list)`, `reveal_requested(int)`,
  `choose_files_requested()`, `choose_folder_requested()`, `demo_requested()`.
- `preview.Preview`: `open()`, `set_state(InspectorState, row, shown)`; `walked(int)`, `closed()`.
- `palette.Palette`: `open(title, items, nothing)`; `chosen(str)`.
- `shortcuts.ShortcutSheet`: `set_rows(list)`; `keys_chosen(str, str, bool)`, `keys_cleared(str)`,
  `reset_requested(str)`.
- `inspector.Inspector`: `set_state(InspectorState)`, `build_plots()`; the same label signals as the grid,
  `return_pictures_requested(list)`, `picture_selected(int)` (a nearest support picture).
- `adaptation.AdaptationView`: `set_state(AdaptationState)`, `build_plots()`.
- `status.StatusLine`: `set_state(StatusState)`; `cancel_requested()`.
- `notice.NoticeBar`: `set_state(NoticeState | None)`; `dismissed()`, `action_requested()`.
"""
