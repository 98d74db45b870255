"""Looking for spikes in blocks of cells: few cells spike in a step, but all are looked at.

Brian2 asks one cell after the other whether it spikes, and does at once what a spike asks for, so
that the compiler cannot ask many at a time. Here a block is asked first; what follows from a spike
follows after, in the same order. The same cells spike, in the same steps.
"""

from __future__ import annotations

import re
from pathlib import Path

BLOCK = 64
"""Cells that are asked at a time. Chosen: of 16, 64 and 256 the fastest, by a few per cent."""

ONE_BY_ONE = re.compile(
    r"    for\(size_t _idx=0; _idx<N; _idx\+\+\)\n    \{\n"
    r"(?P<asked>(?:(?!\n    \}\n).)*?)\n"
    r"        if\(_cond\) \{\n(?P<follows>(?:(?!\n    \}\n).)*?)\n        \}\n    \}\n",
    re.DOTALL,
)
"""How Brian2 looks for spikes: the condition of one cell, and what follows from its spike."""

IN_BLOCKS = rf"""    for(size_t _first=0; _first<N; _first+={BLOCK})
    {{
        const size_t _end = _first + {BLOCK} < N ? _first + {BLOCK} : N;
        char _spikes[{BLOCK}];
        char _any = 0;
        for(size_t _idx=_first; _idx<_end; _idx++)
        {{
\g<asked>
            _spikes[_idx - _first] = _cond;
            _any |= _cond;
        }}
        if(_any)
            for(size_t _idx=_first; _idx<_end; _idx++)
                if(_spikes[_idx - _first])
                {{
\g<follows>
                }}
    }}
"""


def look_in_blocks(source: Path) -> int:
    """Change the source of a network, wherever spikes are looked for; return in how many files."""
    found = 0
    for path in sorted((source / "code_objects").glob("*thresholder*.cpp")):
        code, count = ONE_BY_ONE.subn(IN_BLOCKS, path.read_text(encoding="utf-8"))
        if count:
            path.write_text(code, encoding="utf-8")
            found += 1
    return found
