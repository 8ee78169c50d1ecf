"""The demo's pictures: drawn here from a name and a seed, with nothing but numpy and pillow.

Public: `render` (one picture), `CLASS_NAMES`, `STRANGER_NAMES`, `make_demo` (a folder to label),
`DemoProgress`, `DemoError`.
"""

from handful.demo.folder import DemoError, DemoProgress, make_demo
from handful.demo.pictures import CLASS_NAMES, STRANGER_NAMES, render

__all__ = ["CLASS_NAMES", "STRANGER_NAMES", "DemoError", "DemoProgress", "make_demo", "render"]
