"""Handful: learn new picture classes from a handful of examples each."""

__version__ = "0.1.0"
