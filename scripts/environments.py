"""Virtual environments that add packages to the environment that runs a script."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path


def environment(folder: Path, requirements: Path) -> Path:
    """Returns the Python of the environment in `folder`; creates it if it is missing or out of date.

    It has the packages of the environment that runs this function, and those of the file `requirements`.
    """
    python = folder / "bin" / "python"
    below = sysconfig.get_path("purelib")
    installed = sorted(path.name for path in Path(below).glob("*.dist-info"))
    content = "\n".join([requirements.read_text(encoding="utf-8"), below, *installed])
    stamp, wanted = folder / "stamp", hashlib.sha256(content.encode()).hexdigest()
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == wanted:
        return python
    print(f"creating the environment {folder.name} …", flush=True)
    venv.EnvBuilder(clear=True, with_pip=True).create(folder)
    paths = [below, *_own_paths()]
    own = Path(sysconfig.get_path("purelib", vars={"base": str(folder)}))
    (own / "below.pth").write_text("\n".join(paths) + "\n", encoding="utf-8")
    subprocess.run([python, "-m", "pip", "install", "--quiet", "-r", requirements], check=True)
    stamp.write_text(wanted, encoding="utf-8")
    return python


def _own_paths() -> list[str]:
    """Returns the folders that this environment inherits from a further environment."""
    return [path for path in sys.path if path.endswith("site-packages") and path != sysconfig.get_path("purelib")]
