"""Making a binary: many files of Brian2 become a few, and do what they did."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from neurosim.engine import headers
from neurosim.engine.compiler import compiler
from neurosim.engine.making import flags, make, merge
from neurosim.errors import SimulationError

needs_compiler = pytest.mark.skipif(compiler() is None, reason="no C++ compiler here")

PART = """#include "objects.h"
namespace {{
    static int number() {{ return {number}; }}
}}
{more}
void run_{name}()
{{
    using namespace brian;
    total = 10*total + number();
}}
"""
MAKEFILE = """PROGRAM = main
SRCS = {sources}
OBJS = ${{SRCS:.cpp=.o}}
OPTIMISATIONS = -I"." -O3 -std=c++11
CXXFLAGS = -c $(OPTIMISATIONS)
main: $(OBJS) make.deps makefile
\t$(CXX) $(OBJS) -o main $(LFLAGS)
make.deps:
\tfalse
%.o : %.cpp makefile
\t$(CXX) $(CXXFLAGS) $< -o $@
"""
HEADER = "#pragma once\nnamespace brian { extern int total; }\n"
MAIN = """#include "objects.h"
#include <cstdio>
{declared}
int main() {{ {calls} std::printf("%d", brian::total); return 0; }}
"""
ALONE = "#define HALF 2"


@pytest.fixture
def source(tmp_path):
    """Write a program as Brian2 does: a file for each thing that it does, all much alike."""
    names = ["one", "two", "three", "four"]
    (tmp_path / "code_objects").mkdir()
    for number, name in enumerate(names, 1):
        more = ALONE if name == "four" else ""
        code = PART.format(number=number, name=name, more=more)
        (tmp_path / "code_objects" / f"{name}.cpp").write_text(code)
    declared = "".join(f"void run_{name}();\n" for name in names)
    calls = " ".join(f"run_{name}();" for name in names)
    (tmp_path / "main.cpp").write_text(MAIN.format(declared=declared, calls=calls))
    (tmp_path / "objects.h").write_text(HEADER)
    (tmp_path / "objects.cpp").write_text('#include "objects.h"\nint brian::total = 0;\n')
    sources = [*(f"code_objects/{name}.cpp" for name in names), "main.cpp", "objects.cpp"]
    (tmp_path / "makefile").write_text(MAKEFILE.format(sources=" ".join(sources)))
    return tmp_path


def listed(source):
    (line,) = (
        line for line in (source / "makefile").read_text().splitlines() if line.startswith("SRCS")
    )
    return line.split()[2:]


def test_files_are_merged_into_few_and_what_runs_once_into_one(source):
    merge(source, largest=10_000)
    assert listed(source) == ["code_objects/four.cpp", "merged_1.cpp", "once.cpp"]
    code = (source / "merged_1.cpp").read_text()
    assert [f"run_{name}()" in code for name in ("one", "two", "three")] == [True] * 3
    assert (source / "once.cpp").read_text() == '#include "objects.cpp"\n#include "main.cpp"\n'


def test_merged_files_are_no_longer_than_they_have_to_be(source):
    length = len((source / "code_objects" / "one.cpp").read_text())
    merge(source, largest=2 * length)
    assert listed(source)[1:-1] == ["merged_1.cpp", "merged_2.cpp"]
    code = [(source / f"merged_{n}.cpp").read_text() for n in (1, 2)]
    assert [text.count("void run_") for text in code] == [2, 1]


def test_what_works_on_queues_is_merged_with_its_like(source):
    for name in ("one", "three"):
        (source / "code_objects" / f"{name}.cpp").rename(
            source / "code_objects" / f"{name}_push_spikes.cpp"
        )
    makefile = (source / "makefile").read_text()
    makefile = makefile.replace("one.cpp", "one_push_spikes.cpp")
    (source / "makefile").write_text(makefile.replace("three.cpp", "three_push_spikes.cpp"))
    merge(source)
    code = [(source / f"merged_{n}.cpp").read_text() for n in (0, 1)]
    assert ["run_one()" in code[0], "run_two()" in code[0], "run_three()" in code[0]] == [
        True, False, True,
    ]  # fmt: skip
    assert "run_two()" in code[1]


def test_what_would_reach_into_others_stays_a_file_of_its_own(source):
    merge(source)
    assert ALONE not in (source / "merged_1.cpp").read_text()
    assert "code_objects/four.cpp" in listed(source)


@needs_compiler
def test_what_is_merged_does_what_it_did(source):
    make(source)
    done = subprocess.run([str(source / "main")], capture_output=True, text=True, check=True)
    assert done.stdout == "1234"


@needs_compiler
@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere linkers do not arrange for it")
@pytest.mark.parametrize(("flag", "smallest"), [("-ffast-math", 0.0), ("-O3", 5e-324)])
def test_what_has_decayed_to_next_to_nothing_is_nothing(source, flag, smallest):
    makefile = (source / "makefile").read_text()
    (source / "makefile").write_text(makefile.replace("-O3", flag))
    decay = "volatile double x = 1; for (int n = 0; n < 2000; n++) x *= 0.6;"
    (source / "main.cpp").write_text(
        f'#include <cstdio>\nint main() {{ {decay} std::printf("%g", x); return 0; }}\n'
    )
    make(source)
    done = subprocess.run([str(source / "main")], capture_output=True, text=True, check=True)
    assert float(done.stdout) == smallest


def test_the_flags_are_those_that_brian_has_found(source):
    assert flags(source) == ["-I.", "-O3", "-std=c++11"]


@needs_compiler
def test_what_the_compiler_does_not_understand_is_said_in_one_line(source):
    (source / "main.cpp").write_text("int main() { return nothing; }\n")
    with pytest.raises(SimulationError, match=r"^the network could not be compiled: .*nothing.*$"):
        make(source)


@pytest.fixture
def header(monkeypatch, tmp_path):
    """Return a function that asks for the common header, a small one, in a cache of its own."""
    monkeypatch.setattr(headers, "COMMON", ("climits", "cstdio"))
    monkeypatch.setenv("NEUROSIM_CACHE", str(tmp_path / "a cache of its own"))
    return lambda *words: headers.common_header(str(compiler()), words)


@needs_compiler
def test_the_standard_library_is_read_once_for_the_same_flags(header):
    first = header("-O0")
    written = first.with_suffix(".h.gch").stat().st_mtime_ns
    assert header("-O0", "-I/anywhere") == first
    assert first.with_suffix(".h.gch").stat().st_mtime_ns == written
    assert header("-O1") != first


@needs_compiler
def test_what_the_compiler_no_longer_takes_is_read_anew(header):
    precompiled = header("-O0").with_suffix(".h.gch")
    size = precompiled.stat().st_size
    precompiled.write_bytes(b"not what it was")
    assert header("-O0").with_suffix(".h.gch") == precompiled
    assert precompiled.stat().st_size > size / 2


@needs_compiler
def test_who_is_killed_while_reading_it_leaves_nothing_for_ever(header):
    doomed = (
        "import os, sys; from neurosim.engine import headers\n"
        "headers.COMMON = ('climits', 'cstdio')\n"
        "headers.call = lambda *_: os.kill(os.getpid(), 9)\n"
        "headers.common_header(sys.argv[1], ('-O0',))"
    )
    subprocess.run([sys.executable, "-c", doomed, str(compiler())], check=False)
    (left,) = Path(os.environ["NEUROSIM_CACHE"]).glob("headers/*/.making-*")
    assert header("-O0").parent == left.parent
    assert {path.name for path in left.parent.iterdir()} == {"common.h", "common.h.gch"}


@needs_compiler
def test_networks_are_compiled_where_the_cache_has_a_name_with_blanks(header, source):
    make(source)
    done = subprocess.run([str(source / "main")], capture_output=True, text=True, check=True)
    assert done.stdout == "1234"
    precompiled = list(header("-O0").parent.parent.rglob("*.gch"))
    assert len(precompiled) == 3  # what is fast, what runs once, and the one asked for here


@needs_compiler
def test_without_a_precompiled_header_networks_are_compiled_all_the_same(
    monkeypatch, header, source
):
    failed = subprocess.CompletedProcess([], 1)
    monkeypatch.setattr(headers, "call", lambda *_: failed)
    make(source)
    assert (source / "main").exists()
    assert not list(header("-O0").parent.parent.rglob("*.gch"))


@needs_compiler
def test_long_functions_of_queues_are_not_copied_to_where_they_are_called(source):
    queue = source / "brianlib" / "spikequeue.h"
    queue.parent.mkdir()
    queue.write_text(
        "struct Queue {\n"
        "    template <typename number> void prepare(number n) {}\n"
        "    void push(int n) {}\n"
        "    void pushed() {}\n"
        "};\n"
    )
    with (source / "objects.h").open("a") as header:
        header.write('#include "brianlib/spikequeue.h"\n')
    make(source)
    marked = ["noinline" in line for line in queue.read_text().splitlines()]
    assert marked == [False, True, True, False, False]
