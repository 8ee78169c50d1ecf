"""The command line: `handful label`, `evaluate`, `export`, `import`, `train` and `benchmark`. Knows no Qt.

Public: `app.run_command`. Commands import torch only when they run, so that `--help` is fast.
"""
