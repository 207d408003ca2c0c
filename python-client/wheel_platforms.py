"""The platforms that have a wheel of their own, and the server jar of each: without the natives of the others.

The jar that Maven builds contains the natives of every platform. Everything else in the wheels is the same.
"""

from __future__ import annotations

import hashlib
import json
import uuid
import zipfile
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

BILL = "META-INF/sbom/bom.json"
_SUFFIXES = (".so", ".dll", ".dylib", ".jnilib")
_LEVEL = 9


@dataclass(frozen=True)
class Platform:
    """A platform with natives in the jar.

    Attributes:
        name: Name in this repository, such as "linux-x64".
        tag: Platform tag of the wheel: the oldest system that ONNX Runtime's native supports.
        marks: Parts of the paths of its natives in the jar; each must occur.
    """

    name: str
    tag: str
    marks: tuple[str, ...]


PLATFORMS = (
    Platform("linux-x64", "manylinux_2_28_x86_64", ("/linux-x64/", "_linux_x86_64.", "_epoll_x86_64.")),
    Platform("linux-arm64", "manylinux_2_28_aarch64", ("/linux-aarch64/", "_linux_aarch_64.", "_epoll_aarch_64.")),
    Platform("macos-arm64", "macosx_14_0_arm64", ("/osx-aarch64/", "_osx_aarch_64.")),
    Platform("windows-x64", "win_amd64", ("/win-x64/", "_windows_x86_64.")),
)
ANY = Platform("any", "any", tuple(mark for platform in PLATFORMS for mark in platform.marks))


def choose(name: str, tags: Collection[str]) -> Platform:
    """Returns the platform of a name; for an empty name, the one of a machine that accepts these platform tags.

    A machine without natives in the jar (Intel Mac, musl, an older system) gets the wheel with all of them: Java code
    alone runs anywhere.

    Raises:
        ValueError: No platform has this name.
    """
    named = {platform.name: platform for platform in (*PLATFORMS, ANY)}
    if not name:
        return next((platform for platform in PLATFORMS if platform.tag in tags), ANY)
    if name not in named:
        raise ValueError(f"WHEEL_PLATFORM: got {name!r}, expected one of {', '.join(named)}")
    return named[name]


def entries_of(names: Iterable[str], platform: Platform) -> list[str]:
    """Returns the entries of a jar that the jar of a platform contains.

    Raises:
        ValueError: A native belongs to no platform, or some library has no native for this one.
    """
    kept = [name for name in names if _mark(name) in (None, *platform.marks)]
    missing = set(platform.marks) - {_mark(name) for name in kept if is_native(name)}
    if missing:
        raise ValueError(f"server jar: got no native {sorted(missing)}, expected natives for {platform.name}")
    return kept


def write_jar(source: Path, target: Path, platform: Platform) -> None:
    """Copies the server jar without the natives of other platforms; its bill of materials names those that remain.

    Raises:
        ValueError: As `entries_of`.
    """
    with zipfile.ZipFile(source) as jar, zipfile.ZipFile(target, "w") as made:
        kept = entries_of(jar.namelist(), platform)
        digests = {name: hashlib.sha256(jar.read(name)).hexdigest() for name in kept if is_native(name)}
        for entry in map(jar.getinfo, kept):
            copy = zipfile.ZipInfo(entry.filename, entry.date_time)
            copy.compress_type, copy.external_attr = entry.compress_type, entry.external_attr
            content = jar.read(entry)
            if entry.filename == BILL:
                content = _with_natives(content, digests)
            made.writestr(copy, content, compresslevel=_LEVEL)


def is_native(name: str) -> bool:
    """Whether an entry of the jar is a native library."""
    return name.endswith(_SUFFIXES)


def _mark(name: str) -> str | None:
    """Returns the mark of a native or of its folder; None if the entry is for every platform."""
    found = next((mark for mark in ANY.marks if mark in name), None)
    if found is None and is_native(name):
        raise ValueError(f"{name}: got a native of no known platform, expected one of wheel_platforms.py")
    return found


def _with_natives(bill: bytes, digests: dict[str, str]) -> bytes:
    """Adds natives to the contents of the main component of a CycloneDX bill."""
    content: dict[str, Any] = json.loads(bill)
    content["metadata"]["component"]["components"] = [
        {"type": "file", "bom-ref": name, "name": name, "hashes": [{"alg": "SHA-256", "content": digest}]}
        for name, digest in sorted(digests.items())
    ]
    if "serialNumber" in content:
        text = json.dumps(content, sort_keys=True)
        content["serialNumber"] = f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, text)}"
    return (json.dumps(content, indent=2) + "\n").encode()
