"""`python -m quizlr` is `quizlr`."""

from __future__ import annotations

import sys

from quizlr.cli import main

if __name__ == "__main__":
    sys.exit(main())
