"""Tests of the few-shot room."""
