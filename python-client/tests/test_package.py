from __future__ import annotations

import datetime
import json
import re
import subprocess
import sys
import tomllib
import zipfile
from importlib.metadata import PackageNotFoundError, distribution

import pytest
from kit.places import CLIENT, ROOT

from quant_trading_gym import __version__
from quant_trading_gym.jvm.java import JAR_NAME, find_jar
from quant_trading_gym.jvm.runtime_age import describe, describe_runtime
from wheel_platforms import is_native

APACHE = "Apache-2.0"
LARGEST_WHEEL = 36_000_000  # bytes


def test_one_version():
    project = tomllib.loads((CLIENT / "pyproject.toml").read_text())["project"]
    assert project["version"] == __version__


@pytest.mark.parametrize("script", ["generate_proto.py", "generate_catalogue.py"])
def test_generated_modules_are_up_to_date(script: str):
    pytest.importorskip("grpc_tools")
    command = [sys.executable, str(CLIENT / "scripts" / script), "--check"]
    result = subprocess.run(command, capture_output=True, text=True)
    assert (result.returncode, result.stdout) == (0, "up to date\n"), result.stderr


def test_lowest_versions_are_the_bounds_of_the_package():
    project = tomllib.loads((CLIENT / "pyproject.toml").read_text())["project"]
    extras = project["optional-dependencies"]
    stated = [
        *project["dependencies"],
        *(need for name in ("calibrate", "data", "onnx", "plot", "py4j", "render", "watch") for need in extras[name]),
    ]
    lines = (CLIENT / "constraints-lowest.txt").read_text().splitlines()
    tested = dict(line.split("==") for line in lines if line and not line.startswith("#"))
    bounds = dict(re.match(r"([\w-]+)>=([\d.]+)", need).groups() for need in stated)
    assert sorted(tested) == sorted(bounds)
    for name, bound in bounds.items():
        assert f"{tested[name]}.".startswith(f"{bound}."), name


@pytest.mark.parametrize("name", ["LICENSE", "NOTICE"])
def test_the_package_has_the_files_of_the_repository(name):
    assert (CLIENT / name).read_bytes() == (ROOT / name).read_bytes()


def test_the_jar_carries_licences_for_all_that_it_holds():
    with zipfile.ZipFile(find_jar()) as jar:
        names = set(jar.namelist())
        assert {"META-INF/LICENSE", "META-INF/NOTICE", "ThirdPartyNotices.txt"} <= names
        assert b"Quant Trading Gym" in jar.read("META-INF/NOTICE")
        if "META-INF/sbom/bom.json" not in names:
            pytest.skip(
                "Maven was offline when it packed the jar: its plug-in for bills of materials does nothing then"
            )
        bill = json.loads(jar.read("META-INF/sbom/bom.json"))
    assert (bill["bomFormat"], bill["metadata"]["component"]["name"]) == ("CycloneDX", "quant-trading-gym-server")
    licences = {entry["name"]: [one["license"].get("id") for one in entry["licenses"]] for entry in bill["components"]}
    assert {"grpc-netty-shaded", "protobuf-java", "onnxruntime", "jackson-core", "py4j", "xz"} <= set(licences)
    for component, ids in licences.items():
        text = component.removesuffix("-java-util").removesuffix("-java")
        assert ids == [APACHE] or f"META-INF/licenses/{text}.txt" in names, (component, ids)


def test_the_wheel_carries_licences_bills_and_protocol_files():
    try:
        installed = distribution("quant-trading-gym")
    except PackageNotFoundError:
        pytest.skip("the package is not installed")
    files = [str(path) for path in installed.files or ()]
    if not any("/sboms/" in path for path in files):
        pytest.skip("an older wheel is installed: run ./test.sh")
    for wanted in ("licenses/LICENSE", "licenses/NOTICE", "licenses/licenses/protobuf.txt"):
        assert any(path.endswith(wanted) for path in files), wanted
    for file in (ROOT / "grpc-api" / "src" / "main" / "proto").rglob("*.proto"):
        assert f"quant_trading_gym/proto/quanttradinggym/v1/{file.name}" in files
    (bill,) = [path for path in installed.files if path.name == "quant-trading-gym.cdx.json"]
    content = json.loads(bill.locate().read_text())
    assert {"numpy", "grpcio", "gymnasium"} <= {component["name"] for component in content["components"]}
    assert installed.metadata["License-Expression"] == APACHE


def test_the_wheel_for_linux_is_small_and_has_no_natives_of_other_platforms():
    wheels = sorted((CLIENT / "dist").glob("*-manylinux*_x86_64.whl"))
    if not wheels:
        pytest.skip("no wheel for Linux x64 in dist: run ./test.sh")
    for path in wheels:
        assert path.stat().st_size <= LARGEST_WHEEL
        with zipfile.ZipFile(path) as wheel:
            (bill,) = [name for name in wheel.namelist() if name.endswith("/quant-trading-gym.cdx.json")]
            component = json.loads(wheel.read(bill))["metadata"]["component"]
            assert {"name": "quant-trading-gym:platform", "value": "linux-x64"} in component["properties"]
            (packed,) = [name for name in wheel.namelist() if name.endswith(JAR_NAME)]
            with wheel.open(packed) as file, zipfile.ZipFile(file) as jar:
                natives = [name for name in jar.namelist() if is_native(name)]
        assert "ai/onnxruntime/native/linux-x64/libonnxruntime.so" in natives
        assert [name for name in natives if "/linux-x64/" not in name and not name.endswith("_x86_64.so")] == []


def test_the_age_of_java_is_told():
    today = datetime.date(2026, 11, 27)
    assert describe('openjdk version "25.0.2" 2026-01-20 LTS', today) == "Java 25.0.2 of 2026-01-20, 311 days old"
    assert describe('java version "25-internal"', today) == "Java 25-internal of an unknown date"
    assert describe("gibberish", today) == "Java of an unknown version"
    assert re.match(r"Java 2[5-9].* days old \(.*java.*\)", describe_runtime())
