"""Adds the server jar, the .proto files and CycloneDX bills of materials to the wheel.

The environment variable WHEEL_PLATFORM names the platform of the wheel; by default it is the one of this machine.
"""

from __future__ import annotations

import json
import os
import re
import sys
import tempfile
import uuid
import zipfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from packaging.tags import platform_tags

sys.path.insert(0, str(Path(__file__).parent))
from wheel_platforms import ANY, BILL, Platform, choose, write_jar

_JAR = Path("quant_trading_gym/_server/quant-trading-gym-server.jar")


class ShippingHook(BuildHookInterface[Any]):
    """Adds the files; a source distribution also contains the .proto files for a later wheel build."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called before each build, of `version` "standard" or "editable"."""
        root = Path(self.root)
        protos = root / "proto"
        if not protos.is_dir():
            protos = root.parent / "grpc-api" / "src" / "main" / "proto"
        if self.target_name == "sdist":
            build_data["force_include"][str(protos)] = "proto"
        elif version == "standard":
            build_data["force_include"][str(protos)] = "quant_trading_gym/proto"
            self._folder = tempfile.TemporaryDirectory()
            self._add_server(root / "src" / _JAR, Path(self._folder.name), build_data)

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Called after each build."""
        if hasattr(self, "_folder"):
            self._folder.cleanup()

    def _add_server(self, source: Path, folder: Path, build_data: dict[str, Any]) -> None:
        """Adds the jar of the chosen platform and the bills; a build without a jar makes a client of remote servers."""
        platform = ANY
        if source.is_file():
            platform = choose(os.environ.get("WHEEL_PLATFORM", ""), set(platform_tags()))
            jar = folder / source.name
            write_jar(source, jar, platform)
            build_data["force_include"][str(jar)] = str(_JAR)
        build_data["pure_python"] = platform is ANY
        build_data["tag"] = f"py3-none-{platform.tag}"
        build_data["sbom_files"] += [str(path) for path in self._bills(folder, platform)]

    def _bills(self, folder: Path, platform: Platform) -> list[Path]:
        bills = {"quant-trading-gym.cdx.json": self._own_bill(platform)}
        if (folder / _JAR.name).is_file():
            with zipfile.ZipFile(folder / _JAR.name) as jar:
                if BILL in jar.namelist():
                    bills["quant-trading-gym-server.cdx.json"] = jar.read(BILL).decode()
        for name, text in bills.items():
            (folder / name).write_text(text, encoding="utf-8")
        return [folder / name for name in sorted(bills)]

    def _own_bill(self, platform: Platform) -> str:
        """The package, its platform, and its requirements with their declared version bounds."""
        core = self.metadata.core
        name, version = core.name, self.metadata.version
        own = f"pkg:pypi/{name}@{version}"
        components = [_component(requirement) for requirement in sorted(core.dependencies)]
        content: dict[str, Any] = {
            "bomFormat": "CycloneDX",
            "specVersion": "1.6",
            "version": 1,
            "metadata": {
                "component": {
                    "type": "library",
                    "bom-ref": own,
                    "name": name,
                    "version": version,
                    "purl": own,
                    "licenses": [{"license": {"id": core.license_expression}}],
                    "properties": [{"name": "quant-trading-gym:platform", "value": platform.name}],
                }
            },
            "components": components,
            "dependencies": [{"ref": own, "dependsOn": [component["bom-ref"] for component in components]}],
        }
        text = json.dumps(content, sort_keys=True)
        content["serialNumber"] = f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, text)}"
        return json.dumps(content, indent=2, sort_keys=True) + "\n"


def _component(requirement: str) -> dict[str, Any]:
    match = re.match(r"[A-Za-z0-9._-]+", requirement)
    assert match is not None
    name = match[0].lower().replace("_", "-")
    purl = f"pkg:pypi/{name}"
    bounds = {"name": "quant-trading-gym:versions", "value": requirement[match.end() :].strip()}
    return {"type": "library", "bom-ref": purl, "name": name, "purl": purl, "properties": [bounds]}
