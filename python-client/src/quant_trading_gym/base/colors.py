"""Line colours shared by all figures."""

from __future__ import annotations

COLORS = ("#1f5fa8", "#d1662c", "#3a8f5a", "#8a4fa3", "#7a7a7a", "#b8912b")
