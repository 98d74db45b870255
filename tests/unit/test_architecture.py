"""Files stay small, and the rooms stay apart."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FILES = sorted(path for room in ("neurosim", "models") for path in (ROOT / room).rglob("*.py"))
MOST_LINES, MOST_LINES_OF_A_FUNCTION = 300, 60
HEAVY = ("brian2", "numpy", "matplotlib")

each_file = pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))


def imported(path):
    """Full names of the modules that a file imports, wherever in the file it does so."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} imports relatively"
            yield str(node.module)
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def within(name, package):
    return name == package or name.startswith(f"{package}.")


def test_there_are_files_to_look_at():
    assert len(FILES) > 50
    assert any(within(name, "brian2") for path in FILES for name in imported(path))


@each_file
def test_a_file_can_be_read_in_one_go(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MOST_LINES


@each_file
def test_a_function_can_be_read_in_one_go(path):
    functions = [
        node
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    lengths = [(node.name, node.end_lineno - node.lineno + 1) for node in functions]
    assert [pair for pair in lengths if pair[1] > MOST_LINES_OF_A_FUNCTION] == []


@each_file
def test_no_file_names_this_machine_or_runs_what_it_reads(path):
    found = re.findall(r"/work|/tmp/|pickle\.load|\beval\(", path.read_text(encoding="utf-8"))
    assert found == []


@each_file
def test_only_the_engine_imports_brian(path):
    if path.relative_to(ROOT).parts[:2] != ("neurosim", "engine"):
        assert [name for name in imported(path) if within(name, "brian2")] == []


@each_file
def test_no_file_imports_a_model(path):
    assert [name for name in imported(path) if within(name, "neurosim.models")] == []


@pytest.mark.parametrize("module", ["neurosim", "neurosim.cli", "neurosim.errors"])
def test_importing_the_command_line_is_light(module):
    code = f"import sys, {module}; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    ).stdout.split()
    assert module in loaded
    assert [name for name in loaded if name.split(".")[0] in HEAVY] == []
