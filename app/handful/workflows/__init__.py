"""Use cases as generators: take pictures in, embed, adapt, classify. Each yield is progress and a cancel point.

Public: `progress` (the values that are yielded, free of torch), and one module a use case. Knows no Qt. A module
imports torch only where it computes, so the window can import what it needs before the engine is there.
"""
