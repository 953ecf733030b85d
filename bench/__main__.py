"""`python -m bench` measures everything; `python -m bench single …` and `python -m bench books …` a half of it."""

import argparse
import sys

from bench import books, single_account

HALVES = {"single": single_account.main, "books": books.main}

if sys.argv[1:] and sys.argv[1] in HALVES:
    HALVES[sys.argv[1]](sys.argv[2:])
else:
    parser = argparse.ArgumentParser(
        prog="python -m bench", description=f"{__doc__} Each half has options of its own: see its --help."
    )
    parser.add_argument("--quick", action="store_true", help="to see that everything works")
    parser.add_argument("--write", action="store_true", help="put tables and plots into bench/")
    parser.parse_args()
    for half in HALVES.values():
        half(sys.argv[1:])
