"""Whole books: what they cost in columns, beside engines that go account by account, and from file to file.

`python -m bench books --help`. Every measurement is a process of its own. What has been measured is kept until all is
done, so that a run that was stopped goes on where it was (`--fresh` begins anew). `--write` puts the tables and the
plot into `bench/`.
"""

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from shutil import rmtree
from time import perf_counter
from typing import Any

import polars as pl

from bench.book_cell import COLUMNS, DECISION_ENGINES, ENGINES, EXPRESSION, SAME_FACTS, SIZES
from bench.book_plot import plot
from bench.book_tables import book, parts
from bench.draws import AS_OF
from bench.machine import machine, versions
from bench.readme import ROOT, write
from bench.timing import in_words, repeated, table
from stratagem import Advisor

RULES = (10, 100, 1_000)
PLOT = ROOT / "bench" / "books.svg"
WORK = ROOT / "build" / "bench"
"""Files of books, and what has been measured so far."""
ORDERS = ("in the order of the accounts", "shuffled")

Cell = dict[str, Any]


@dataclass(frozen=True)
class Effort:
    """How much is measured."""

    quick: bool
    script: Path
    budget: float
    plot: bool
    """Draw the plot into `bench/`."""

    @property
    def sizes(self) -> tuple[int, ...]:
        """Accounts of a book."""
        return SIZES[:2] if self.quick else SIZES

    @property
    def rules(self) -> tuple[int, ...]:
        """Rules of a rulebook."""
        return RULES[:2] if self.quick else RULES

    @property
    def files(self) -> tuple[int, ...]:
        """Accounts of a book in files."""
        return (10_000,) if self.quick else SIZES[1:]


class Kept:
    """What has been measured, by name, on disk after each measurement."""

    def __init__(self, file: Path, fresh: bool) -> None:
        """What an earlier run left, unless all is to be measured anew."""
        self._file = file
        file.parent.mkdir(parents=True, exist_ok=True)
        self._known: dict[str, Cell] = {} if fresh or not file.is_file() else json.loads(file.read_text())

    def measured(self, name: str, measure: Callable[[], Cell]) -> Cell:
        """The measurement of this name, made now if it has not been."""
        if name not in self._known:
            begin = perf_counter()
            self._known[name] = measure()
            self._file.write_text(json.dumps(self._known))
            print(f"  {name}: {perf_counter() - begin:.0f} s", file=sys.stderr, flush=True)
        return self._known[name]


# ── Beside engines that go account by account ────────────────────────────────────────────────────────────────────────


def engines(effort: Effort, kept: Kept) -> str:
    """Which rules fire, for every account of a book: columns, and everybody else one account after the other."""
    cells = {
        (engine, rules): kept.measured(f"{engine}, {rules} rules", lambda e=engine, r=rules: _cell(effort, e, r))  # type: ignore[misc]
        for rules in effort.rules
        for engine in ENGINES
    }
    text = [
        f"Fired sets equal for every account that was measured. An engine that goes account by account has "
        f"{effort.budget:g} s for each number of rules; where it did not finish, the table says how many accounts it "
        f"did in that time. {versions()}.\n"
    ]
    for rules in effort.rules:
        of_rules = {engine: cells[engine, rules] for engine in ENGINES}
        text.append(f"**{rules:,} rules**, {of_rules[COLUMNS]['fired']:.1f} of them fire on average\n")
        text.append(_engine_table(effort, of_rules) + "\n")
    text.append(_factor(effort, cells))
    if not effort.plot:
        return "\n".join(text)
    plot({key: cell["points"] for key, cell in cells.items()}, PLOT)
    return "\n".join([*text, f"![Seconds by accounts, both logarithmic]({PLOT.name})"])


def _cell(effort: Effort, engine: str, rules: int) -> Cell:
    command = [sys.executable, "-m", "bench.book_cell", engine, str(rules)]
    options = ["--most", str(effort.sizes[-1]), "--budget", str(effort.budget)]
    done = subprocess.run(
        [*command, *options], cwd=ROOT, check=False, capture_output=True, text=True, env=_environment()
    )
    if done.returncode:
        raise SystemExit(f"{engine}, {rules} rules:\n{done.stderr[-4000:]}")
    found: Cell = json.loads(done.stdout)
    return found


def _engine_table(effort: Effort, cells: Mapping[str, Cell]) -> str:
    best = _each(cells[COLUMNS])
    rows = []
    for engine, cell in cells.items():
        by_size = {point["accounts"]: point["seconds"] for point in cell["points"]}
        last = cell["points"][-1]
        partly = next((size for size in effort.sizes if size > last["accounts"]), None)
        times = [
            in_words(by_size[size])
            if size in by_size
            else f"{last['accounts']:,} in {in_words(last['seconds'])}"
            if size == partly
            else ""
            for size in effort.sizes
        ]
        rows.append([engine, *times, in_words(_each(cell)), f"{_each(cell) / best:,.1f}"])
    reading = [in_words(point["reading"]) for point in cells[COLUMNS]["points"]]
    rows.insert(1, ["– reading tables of ids into columns, beside that", *reading, "", ""])
    heads = ("matching only", *(f"{size:,} accounts" for size in effort.sizes), "an account", "times the columns")
    return table(heads, rows)


def _each(cell: Cell) -> float:
    """Seconds for an account, in the longest measurement."""
    last = cell["points"][-1]
    return float(last["seconds"] / last["accounts"])


def _factor(effort: Effort, cells: Mapping[tuple[str, int], Cell]) -> str:
    """How many accounts columns do while the best of the others does one."""
    rows = []
    for rules in effort.rules:
        peers = {engine: _each(cells[engine, rules]) for engine in (*DECISION_ENGINES, EXPRESSION)}
        best = min(DECISION_ENGINES, key=lambda engine: peers[engine])
        columns, last = _each(cells[COLUMNS, rules]), cells[COLUMNS, rules]["points"][-1]
        same, reading = _each(cells[SAME_FACTS, rules]), columns + last["reading"] / last["accounts"]
        factors = (peers[best] / same, peers[best] / columns, peers[best] / reading, peers[EXPRESSION] / same)
        rows.append([f"{rules:,}", best, *(f"{factor:,.0f}" for factor in factors)])
    heads = (
        "rules", "the best decision engine", "does one account while columns do, of the same facts",
        "people answered in columns too", "and tables read", f"{EXPRESSION}, of the same facts",
    )  # fmt: skip
    return f"To reach: 100 times the best of those that go account by account.\n\n{table(heads, rows)}\n"


# ── From file to file ────────────────────────────────────────────────────────────────────────────────────────────────


def files(effort: Effort, kept: Kept) -> str:
    """`stratagem book`, Parquet to Parquet, and what only reading and writing these files costs."""
    if not effort.script.is_file():
        return f"Not measured: there is no `{effort.script.name}` beside this Python; say where with `--script`."
    rows = []
    for accounts in effort.files:
        for order in ORDERS:
            run = kept.measured(f"files, {accounts}, {order}", lambda a=accounts, o=order: _run(effort, a, o))  # type: ignore[misc]
            rows.append(
                [f"{accounts:,} accounts, {run['people']:,} people {order}"]
                + [in_words(run[part]) for part in ("seconds", "copying")]
                + [f"{run['seconds'] / run['copying']:.1f}", in_words(run["seconds"] / accounts)]
                + [f"{run['gigabytes']:.2f} GB", f"{run['megabytes']:,.0f} MB"]
            )
    heads = (
        "key-account rulebook, Parquet to Parquet", "`stratagem book`", "reading and writing only", "times that",
        "an account", "largest resident set", "files",
    )  # fmt: skip
    small = kept.measured("100 accounts", _hundred)
    return (
        "To reach: 1,000,000 accounts with 5,000,000 people in ≤ 20 s and ≤ 4 GB; 100 accounts in ≤ 0.1 s after "
        f"loading.\n\n{table(heads, rows)}\n\n`Advisor.advise_book` of 100 accounts with {small['people']} people, "
        f"after loading: median {in_words(small['median'])}, the first time {in_words(small['first'])}."
    )


def _run(effort: Effort, accounts: int, order: str) -> Cell:
    folder = WORK / f"{accounts}"
    names = [folder / f"{name}.parquet" for name in ("accounts", f"people-{ORDERS.index(order)}", "advice", "copy")]
    if not names[1].is_file():
        _write_book(folder, accounts)
    command = [str(effort.script), "book", str(names[0]), "--stakeholders", str(names[1]), "--out", str(names[2])]
    seconds, gigabytes = _timed([*command, "--as-of", AS_OF.isoformat()])
    copying, _ = _timed([sys.executable, "-m", "bench.book_copy", *map(str, names)])
    people = int(pl.scan_parquet(names[1]).select(pl.len()).collect().item())
    megabytes = sum(name.stat().st_size for name in names[:3]) / 2**20
    names[3].unlink()
    return {
        "seconds": seconds, "gigabytes": gigabytes, "copying": copying, "people": people, "megabytes": megabytes,
    }  # fmt: skip


def _write_book(folder: Path, accounts: int) -> None:
    """Files of a book: accounts, people in their order, and the same people in any order."""
    folder.mkdir(parents=True, exist_ok=True)
    pieces: dict[str, list[Path]] = {"accounts": [], "people-0": []}
    for at, tables in enumerate(parts(Advisor.load().rulebook.vocabulary, accounts)):
        for (name, piece), frame in zip(pieces.items(), tables, strict=True):
            piece.append(folder / f"{name}-{at}.arrow")
            frame.write_ipc(piece[-1])
    for name, piece in pieces.items():
        pl.scan_ipc(piece).sink_parquet(folder / f"{name}.parquet")
        for each in piece:
            each.unlink()
    people = pl.read_parquet(folder / "people-0.parquet")
    people.sample(fraction=1.0, shuffle=True, seed=1).write_parquet(folder / "people-1.parquet")


_TIMED = """
import json, os, subprocess, sys, time
begin = time.perf_counter()
process = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL)
_, status, usage = os.wait4(process.pid, 0)
process.returncode = os.waitstatus_to_exitcode(status)
print(json.dumps([time.perf_counter() - begin, usage.ru_maxrss, process.returncode]))
"""
"""A small process between: a child's largest resident set counts that of its parent at the moment it was started."""


def _timed(command: Sequence[str]) -> tuple[float, float]:
    """Seconds of a process from start to end, and gigabytes of its largest resident set."""
    done = subprocess.run(
        [sys.executable, "-c", _TIMED, *command],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        env=_environment(),
    )
    seconds, largest, returncode = json.loads(done.stdout)
    assert returncode == 0, done.stderr[-2000:]
    return float(seconds), largest / (2**30 if sys.platform == "darwin" else 2**20)


def _hundred() -> Cell:
    advisor = Advisor.load()
    accounts, people = book(advisor.rulebook.vocabulary, 100)
    begin = perf_counter()
    advisor.advise_book(accounts, people, as_of=AS_OF)
    first = perf_counter() - begin
    times = repeated(lambda: advisor.advise_book(accounts, people, as_of=AS_OF), 30)
    return {"people": people.height, "first": first, "median": times.p50}


def _environment() -> dict[str, str]:
    """A child finds the packages where this process found them."""
    return {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}


PARTS: dict[str, Callable[[Effort, Kept], str]] = {"books": engines, "book files": files}


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure the parts that were asked for, and print them."""
    parser = argparse.ArgumentParser(prog="python -m bench books", description=__doc__)
    parser.add_argument("--only", action="append", choices=list(PARTS), help="a part; may be given several times")
    parser.add_argument("--quick", action="store_true", help="small books: to see that everything works")
    parser.add_argument("--write", action="store_true", help="put the tables and the plot into bench/")
    parser.add_argument("--fresh", action="store_true", help="forget what an interrupted run has measured")
    parser.add_argument("--script", type=Path, default=Path(sys.executable).with_name("stratagem"), help="the command")
    parser.add_argument("--budget", type=float, help="seconds of an engine that goes one by one (5; quick: 1)")
    chosen = parser.parse_args(arguments)
    effort = Effort(chosen.quick, chosen.script, chosen.budget or (1.0 if chosen.quick else 5.0), chosen.write)
    state = WORK / f"{'quick' if chosen.quick else 'measured'}-{effort.budget:g}.json"
    kept = Kept(state, chosen.fresh)
    for part, text in _measured(chosen.only or list(PARTS), effort, kept):
        print(f"\n## {part}\n\n{text}", flush=True)
        if chosen.write:
            write(part, text)
    state.unlink(missing_ok=True)
    rmtree(WORK, ignore_errors=True)


def _measured(names: Sequence[str], effort: Effort, kept: Kept) -> Iterator[tuple[str, str]]:
    on = f"Measured on {machine()}{'; quick, so only roughly' if effort.quick else ''}."
    for name in names:
        yield name, f"{PARTS[name](effort, kept)}\n\n{on}"


if __name__ == "__main__":
    main()
