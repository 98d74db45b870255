"""Making a binary: many files of Brian2 become a few, and do what they did."""

import subprocess

import pytest

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
\t$(CXX) $(OBJS) -o main
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


def test_files_are_merged_into_as_many_as_asked_for(source):
    merge(source, 2)
    assert listed(source) == [
        "merged_0.cpp", "merged_1.cpp", "code_objects/four.cpp", "main.cpp", "objects.cpp"
    ]  # fmt: skip
    code = [(source / f"merged_{n}.cpp").read_text() for n in range(2)]
    assert [sum(f"run_{name}()" in text for text in code) for name in ("one", "two")] == [1, 1]


def test_what_would_reach_into_others_stays_a_file_of_its_own(source):
    merge(source, 1)
    assert ALONE not in (source / "merged_0.cpp").read_text()
    assert "code_objects/four.cpp" in listed(source)


@needs_compiler
def test_what_is_merged_does_what_it_did(source):
    make(source)
    done = subprocess.run([str(source / "main")], capture_output=True, text=True, check=True)
    assert done.stdout == "1234"


def test_the_flags_are_those_that_brian_has_found(source):
    assert flags(source) == ["-I.", "-O3", "-std=c++11"]


@needs_compiler
def test_what_the_compiler_does_not_understand_is_said_in_one_line(source):
    (source / "main.cpp").write_text("int main() { return nothing; }\n")
    with pytest.raises(SimulationError, match=r"^the network could not be compiled: .*nothing.*$"):
        make(source)
