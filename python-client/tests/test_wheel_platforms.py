"""The server jars of the wheels: one for each platform, of the jar that Maven builds for all."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest
from kit.places import ROOT

from wheel_platforms import ANY, BILL, PLATFORMS, Platform, choose, entries_of, is_native, write_jar

ONNX = "ai/onnxruntime/native"
NATIVES = {
    "linux-x64": [f"{ONNX}/linux-x64/libonnxruntime.so", "META-INF/native/libtls_linux_x86_64.so"],
    "linux-arm64": [f"{ONNX}/linux-aarch64/libonnxruntime.so", "META-INF/native/libtls_linux_aarch_64.so"],
    "macos-arm64": [f"{ONNX}/osx-aarch64/libonnxruntime.dylib", "META-INF/native/libtls_osx_aarch_64.jnilib"],
    "windows-x64": [f"{ONNX}/win-x64/onnxruntime.dll", "META-INF/native/tls_windows_x86_64.dll"],
}
NATIVES["linux-x64"].append("META-INF/native/lib_epoll_x86_64.so")
NATIVES["linux-arm64"].append("META-INF/native/lib_epoll_aarch_64.so")
ALL_NATIVES = [name for names in NATIVES.values() for name in names]
OTHERS = ["META-INF/MANIFEST.MF", BILL, f"{ONNX}/", "io/quanttradinggym/grpc/app/Main.class"]
BOM = {"bomFormat": "CycloneDX", "metadata": {"component": {"name": "server"}}, "components": [], "serialNumber": "x"}

each_platform = pytest.mark.parametrize("platform", PLATFORMS, ids=lambda platform: platform.name)


@pytest.fixture
def full_jar(tmp_path: Path) -> Path:
    path = tmp_path / "full.jar"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as jar:
        for name in [*OTHERS, *ALL_NATIVES]:
            content = json.dumps(BOM) if name == BILL else name
            jar.writestr(zipfile.ZipInfo(name, (2026, 1, 2, 3, 4, 6)), content)
    return path


@each_platform
def test_a_jar_has_the_natives_of_its_platform_and_no_others(full_jar: Path, platform: Platform, tmp_path: Path):
    made = tmp_path / "made.jar"
    write_jar(full_jar, made, platform)
    with zipfile.ZipFile(made) as jar:
        assert sorted(jar.namelist()) == sorted([*OTHERS, *NATIVES[platform.name]])
        assert all(jar.read(name) == name.encode() for name in jar.namelist() if name != BILL)
        component = json.loads(jar.read(BILL))["metadata"]["component"]
    assert [entry["name"] for entry in component["components"]] == sorted(NATIVES[platform.name])
    assert all(len(entry["hashes"][0]["content"]) == 64 for entry in component["components"])


def test_the_jar_for_any_platform_has_all_natives(full_jar: Path, tmp_path: Path):
    write_jar(full_jar, tmp_path / "made.jar", ANY)
    with zipfile.ZipFile(tmp_path / "made.jar") as jar:
        assert jar.namelist() == [*OTHERS, *ALL_NATIVES]


def test_a_jar_is_made_the_same_bytes_each_time(full_jar: Path, tmp_path: Path):
    made = [tmp_path / "one.jar", tmp_path / "two.jar"]
    for path in made:
        write_jar(full_jar, path, PLATFORMS[0])
    assert made[0].read_bytes() == made[1].read_bytes()


def test_the_serial_number_of_a_bill_depends_on_its_natives(full_jar: Path, tmp_path: Path):
    numbers = set()
    for platform in (*PLATFORMS, ANY):
        write_jar(full_jar, tmp_path / "made.jar", platform)
        with zipfile.ZipFile(tmp_path / "made.jar") as jar:
            numbers.add(json.loads(jar.read(BILL))["serialNumber"])
    assert len(numbers) == len(PLATFORMS) + 1
    assert all(number.startswith("urn:uuid:") for number in numbers)


def test_a_native_of_an_unknown_platform_stops_the_build():
    with pytest.raises(ValueError, match=r"^native/libx_solaris.so: got a native of no known platform, expected"):
        entries_of(["native/libx_solaris.so"], PLATFORMS[0])


def test_a_library_without_a_native_for_the_platform_stops_the_build():
    names = [name for name in ALL_NATIVES if "onnxruntime" not in name]
    with pytest.raises(ValueError, match=r"got no native \['/win-x64/'\], expected natives for windows-x64"):
        entries_of(names, choose("windows-x64", ()))


@pytest.mark.parametrize(
    ("name", "tags", "chosen"),
    [
        ("", ["manylinux_2_36_x86_64", "manylinux_2_28_x86_64", "linux_x86_64"], "linux-x64"),
        ("", ["manylinux_2_17_x86_64", "linux_x86_64"], "any"),
        ("", ["musllinux_1_2_x86_64", "linux_x86_64"], "any"),
        ("", ["macosx_15_0_arm64", "macosx_14_0_arm64"], "macos-arm64"),
        ("", ["macosx_15_0_x86_64"], "any"),
        ("", ["win_amd64"], "windows-x64"),
        ("linux-arm64", ["win_amd64"], "linux-arm64"),
        ("any", ["win_amd64"], "any"),
    ],
)
def test_the_platform_is_the_named_one_or_that_of_the_machine(name: str, tags: list[str], chosen: str):
    assert choose(name, tags).name == chosen


def test_an_unknown_name_of_a_platform_is_rejected():
    with pytest.raises(ValueError, match=r"^WHEEL_PLATFORM: got 'amiga', expected one of linux-x64, linux-arm64, mac"):
        choose("amiga", ())


@each_platform
def test_the_jar_of_maven_has_the_natives_of_each_platform(platform: Platform):
    jar = ROOT / "grpc-api" / "target" / "quant-trading-gym-server.jar"
    if not jar.is_file():
        pytest.skip("Maven has not built the server jar")
    with zipfile.ZipFile(jar) as content:
        kept = entries_of(content.namelist(), platform)
    assert {name for name in kept if is_native(name) and "onnxruntime.so" in name} == (
        {f"{ONNX}/{platform.marks[0].strip('/')}/libonnxruntime.so"} if "linux" in platform.name else set()
    )
