"""Progress callback of long operations."""

from __future__ import annotations

from collections.abc import Callable

ProgressListener = Callable[[float, str], None]
"""Receives a fraction in [0, 1] and a text."""
