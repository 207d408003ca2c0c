"""Description of the machine that figures come from."""

from __future__ import annotations

import os
import platform
from pathlib import Path
from typing import Any

from quant_trading_gym.jvm.engine import connect


def describe_machine() -> dict[str, Any]:
    """Returns a description of this machine and of the Java side."""
    return {
        "platform": platform.platform(),
        "processor": processor(),
        "cpus": len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count(),
        "load": load(),
        "python": platform.python_version(),
        "server": dict(connect().machine),
    }


def processor() -> str:
    """Returns the name of the processor."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    return next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), platform.machine())


def load() -> float | None:
    """Returns the load average of the last minute; None where the system has none."""
    return round(os.getloadavg()[0], 2) if hasattr(os, "getloadavg") else None
