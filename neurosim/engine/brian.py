"""Brian2, imported when it is first used: a network that is known is run without it."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from typing import Any, final


@final
class _Brian:
    """Stands for the module until something in it is used: it takes a second to import."""

    def __getattr__(self, name: str) -> Any:
        module = importlib.import_module("brian2")
        if sys.excepthook.__module__.startswith("brian2"):
            # It asks users to report every uncaught error to its own authors; ours are not theirs.
            sys.excepthook = sys.__excepthook__
        return getattr(module, name)


b2: Any = _Brian()


def preferences() -> str:
    """Return Brian2's preferences as text; "" if all are as they come."""
    own = (Path.home() / ".brian" / "user_preferences", Path("brian_preferences"))
    if "brian2" not in sys.modules and not any(path.exists() for path in own):
        return ""
    text = str(b2.prefs.as_file)
    return "" if text == b2.prefs.defaults_as_file else text
