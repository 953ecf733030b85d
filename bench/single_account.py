"""One account at a time: what a decision costs, beside the peers, in one run. `python -m bench single --help`.

Each part prints a Markdown table; `--write` puts it between that part's markers in `bench/README.md`.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from threading import Barrier, Thread
from time import perf_counter

import yaml

from bench import inquiry, peers
from bench.accounts import accounts
from bench.draws import AS_OF
from bench.machine import machine, versions
from bench.readme import ROOT, write
from bench.rulebooks import as_yaml, flat_accounts, flat_rulebook
from bench.timing import Timing, in_words, interleaved, repeated, table, three_digits
from stratagem import Advisor
from stratagem.account import Account
from stratagem.advice import Advice
from stratagem.authoring import read_rulebook
from stratagem.deciding.strata import settle
from stratagem.matching.profile import profile_of
from stratagem.matching.reference import ReferenceMatcher

WORKED_EXAMPLE = ROOT / "examples" / "equipment-purchase.yaml"


@dataclass(frozen=True)
class Effort:
    """How much is measured."""

    quick: bool
    script: Path
    decisions: int
    live_decisions: int

    def of(self, thorough: int, quick: int) -> int:
        """One number or the other."""
        return quick if self.quick else thorough


# ── Parts ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def advise(effort: Effort) -> str:
    """`advise()` on the worked example and on generated accounts, explanation included; the same by a live deal."""
    advisor = Advisor.load()
    rulebook = advisor.rulebook
    example: dict[str, object] = yaml.safe_load(WORKED_EXAMPLE.read_text(encoding="utf-8"))
    validated = advisor.account_model.model_validate(example)
    others = list(accounts(rulebook.vocabulary, effort.of(2_000, 200)))
    others_validated = [advisor.account_model.model_validate(each) for each in others]
    matcher = ReferenceMatcher(rulebook)
    advisor.advise(example)

    def advising(things: Sequence[Mapping[str, object] | Account]) -> Callable[[int], Advice]:
        return lambda at: advisor.advise(things[at % len(things)], as_of=AS_OF)

    of_reference = {
        "worked example, from a mapping": advising([example]),
        "worked example, from a validated account": advising([validated]),
        "– of which: validating the mapping": lambda _: advisor.account_model.model_validate(example),
        "– of which: matching, every stratum": lambda _: settle(
            rulebook, profile_of(validated, rulebook, AS_OF), matcher
        ),
        "generated accounts, from mappings": advising(others),
        "generated accounts, validated before": advising(others_validated),
    }
    timings: dict[str, Timing] = interleaved(of_reference, range(effort.of(2_000, 200)))
    with advisor.open(example, as_of=AS_OF) as deal:
        stages = ("criteria", "evaluation")
        live = interleaved(
            {
                "worked example, `Advisor.open(…).update(…)`, durable_rules": lambda at: deal.update(
                    purchase_stage=stages[at % 2]
                )
            },
            range(effort.of(300, 30)),
            rounds=3,
        )
    advice = advisor.advise(example, as_of=AS_OF)
    said = (
        f"{len(rulebook.rules)} rules, {len(rulebook.strata)} strata, {len(rulebook.vocabulary.facts)} facts, "
        f"{len(rulebook.vocabulary.attributes)} attributes of people, {len(rulebook.quantifiers)} quantifiers. "
        f"The worked example has {len(validated.stakeholders or ())} people; its advice holds "
        f"{len(advice.recommendations)} recommendations and {len(advice.model_dump_json().encode()) / 1024:.0f} KB as "
        "JSON. "
        "To reach: p50 ≤ 1 ms, p99 ≤ 3 ms.\n\n"
    )
    return said + _timed("key-account rulebook", {**timings, **live})


def matching(effort: Effort) -> str:
    """Matching only, 100 flat rules: this engine's matchers and the peers, after their fired sets have proved equal."""
    rulebook = flat_rulebook(100)
    facts = list(flat_accounts(rulebook.vocabulary, effort.of(1_000, 100)))
    built, fired = _built(100)
    mean = peers.assert_same(fired, facts)
    timings = interleaved(fired, facts, rounds=effort.of(5, 2))
    best = min(timing.p50 for timing in timings.values())
    rows = [
        [
            f"{engine.name}: {engine.form}",
            in_words(built[engine.name]),
            in_words(timings[engine.name].p50),
            in_words(timings[engine.name].p99),
            three_digits(timings[engine.name].per_second),
            f"{timings[engine.name].p50 / best:.1f}",
        ]
        for engine in peers.engines()
    ]
    said = (
        f"{len(rulebook.rules)} rules over {len(rulebook.vocabulary.facts)} facts, {len(facts):,} accounts; fired sets "
        f"equal for every account, {mean:.1f} rules fire on average. {versions()}.\n\n"
    )
    heads = ("one decision, matching only", "to build", "p50", "p99", "decisions/s", "p50, times the fastest")
    return said + table(heads, rows)


def growth(effort: Effort) -> str:
    """Matching only, as rules become more."""
    sizes = (10, 100, 1_000) if not effort.quick else (10, 100)
    medians: dict[str, list[str]] = {engine.name: [] for engine in peers.engines()}
    for size in sizes:
        rulebook = flat_rulebook(size)
        facts = list(flat_accounts(rulebook.vocabulary, effort.of(200, 20)))
        _, fired = _built(size)
        peers.assert_same(fired, facts)
        for name, timing in interleaved(fired, facts, rounds=effort.of(3, 1)).items():
            medians[name].append(in_words(timing.p50))
    return "Fired sets equal at every size.\n\n" + table(
        ("one decision, matching only, p50", *(f"{size:,} rules" for size in sizes)),
        ([name, *times] for name, times in medians.items()),
    )


def loading(effort: Effort) -> str:
    """From YAML to a `Rulebook` and to an `Advisor`; from a `Rulebook` to a live matcher."""
    from stratagem.matching.live import LiveMatcher

    flat, times = flat_rulebook(100), effort.of(15, 3)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "rulebook.yaml"
        text = as_yaml(flat)
        file.write_text(text, encoding="utf-8")
        read, diagnostics = read_rulebook(file)
        assert read is not None, [each.render("en") for each in diagnostics]
        assert read.hash == flat.hash, "what was written is what was read"
        rows = {
            f"100 flat rules, {len(text.encode()) // 1024} KB of YAML: `read_rulebook`": repeated(
                lambda: read_rulebook(file), times
            ),
            "100 flat rules: `Advisor.load`": repeated(lambda: Advisor.load(file), times),
        }
    built_in = Advisor.load().rulebook
    rows |= {
        f"key-account rulebook, {len(built_in.rules)} rules: `Advisor.load`": repeated(Advisor.load, times),
        "100 flat rules: `LiveMatcher(rulebook)`": repeated(lambda: LiveMatcher(flat), effort.of(5, 2)),
        "key-account rulebook: `LiveMatcher(rulebook)`": repeated(lambda: LiveMatcher(built_in), effort.of(5, 2)),
    }
    return "To reach: 100 rules ≤ 100 ms.\n\n" + table(
        ("once", "median", "slowest"),
        ([name, in_words(each.p50), in_words(each.samples[-1] / 1e9)] for name, each in rows.items()),
    )


def cold(effort: Effort) -> str:
    """The command as whole processes, from nothing to their end."""
    if not effort.script.is_file():
        return f"Not measured: there is no `{effort.script.name}` beside this Python; say where with `--script`."
    script = str(effort.script)
    commands = {
        "`python -c pass`, to compare": [sys.executable, "-c", "pass"],
        "`stratagem --help` (to reach: ≤ 0.25 s)": [script, "--help"],
        "`stratagem advise examples/equipment-purchase.yaml` (≤ 0.8 s)": [script, "advise", str(WORKED_EXAMPLE)],
        "`stratagem advise --format json …`": [script, "advise", "--format", "json", str(WORKED_EXAMPLE)],
    }

    def run(command: list[str]) -> Callable[[int], object]:
        return lambda _: subprocess.run(command, cwd=ROOT, check=True, capture_output=True)

    calls = {name: run(command) for name, command in commands.items()}
    timings = interleaved(calls, range(effort.of(15, 3)), rounds=1)
    return table(
        ("process", "median", "slowest"),
        ([name, in_words(each.p50), in_words(each.samples[-1] / 1e9)] for name, each in timings.items()),
    )


def memory(effort: Effort) -> str:
    """Growth of the resident set over many decisions, each matcher in a process of its own."""
    rows = []
    for matcher, decisions in (("reference", effort.decisions), ("live", effort.live_decisions)):
        command = [sys.executable, "-m", "bench.memory", "--matcher", matcher, "--decisions", str(decisions)]
        done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True, env=_environment())
        found = json.loads(done.stdout)
        first, last, most = (found["samples"][0], found["samples"][-1], max(found["samples"]))
        half = found["samples"][len(found["samples"]) // 2]
        megabytes = [f"{each / 2**20:.1f} MB" for each in (first, half - first, last - first, most - first)]
        rows.append([matcher, f"{decisions:,}", *megabytes, f"{found['seconds']:,.0f} s"])
    said = "To reach: ≤ 20 MB over 1,000,000 decisions.\n\n"
    return said + table(
        ("matcher", "decisions", "resident before", "growth at half", "growth at the end", "greatest", "took"), rows
    )


def threads(effort: Effort) -> str:
    """Threads sharing one `Advisor`: every answer equals the one given to a single thread."""
    rulebook = Advisor.load().rulebook
    rows = []
    for matcher, count, rounds in (("reference", effort.of(300, 40), effort.of(5, 2)), ("live", effort.of(60, 8), 1)):
        advisor = Advisor(rulebook, "live" if matcher == "live" else "reference")
        things = [advisor.account_model.model_validate(each) for each in accounts(rulebook.vocabulary, count)]
        begin = perf_counter()
        for _ in range(rounds):
            expected = [advisor.advise(each, as_of=AS_OF) for each in things]
        alone = count * rounds / (perf_counter() - begin)
        together, answers = _shared(advisor, things, rounds, 8)
        for at, answer in answers:
            assert answer == expected[at], f"{matcher}: account {at} was answered differently under threads"
        rows.append([matcher, f"{len(answers):,}", "all", three_digits(alone), three_digits(together)])
    return table(("matcher", "answers by 8 threads", "right", "decisions/s, 1 thread", "decisions/s, 8 threads"), rows)


PARTS: dict[str, Callable[[Effort], str]] = {
    "advise": advise,
    "inquiry": lambda effort: inquiry.measured(effort.of(5, 1)),
    "matching": matching,
    "growth": growth,
    "loading": loading,
    "cold": cold,
    "threads": threads,
    "memory": memory,
}


# ── What parts share ─────────────────────────────────────────────────────────────────────────────────────────────────


def _timed(head: str, timings: Mapping[str, Timing]) -> str:
    return table(
        (head, "p50", "p99", "per second"),
        (
            [name, in_words(each.p50), in_words(each.p99), three_digits(each.per_second)]
            for name, each in timings.items()
        ),
    )


def _built(rules: int) -> tuple[dict[str, float], dict[str, peers.Fired]]:
    """Every engine made ready for so many flat rules, and the seconds that took."""
    seconds: dict[str, float] = {}
    fired: dict[str, peers.Fired] = {}
    for engine in peers.engines():
        engine.build(flat_rulebook(1))
        rulebook = flat_rulebook(rules)
        begin = perf_counter()
        fired[engine.name] = engine.build(rulebook)
        seconds[engine.name] = perf_counter() - begin
    return seconds, fired


def _shared(
    advisor: Advisor, things: Sequence[Account], rounds: int, count: int
) -> tuple[float, list[tuple[int, Advice]]]:
    """Decisions in a second with so many threads, and every answer with the place of its account."""
    answers: list[list[tuple[int, Advice]]] = [[] for _ in range(count)]
    start = Barrier(count + 1)

    def work(worker: int) -> None:
        order = [at for _ in range(rounds) for at in range(len(things))]
        Random(worker).shuffle(order)
        start.wait()
        answers[worker] += [(at, advisor.advise(things[at], as_of=AS_OF)) for at in order]

    workers = [Thread(target=work, args=(worker,)) for worker in range(count)]
    for worker in workers:
        worker.start()
    start.wait()
    begin = perf_counter()
    for worker in workers:
        worker.join()
    together = [answer for each in answers for answer in each]
    assert len(together) == len(things) * rounds * count, "a thread died"
    return len(together) / (perf_counter() - begin), together


def _environment() -> dict[str, str]:
    """A child finds the packages where this process found them."""
    return {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure the parts that were asked for, and print them."""
    parser = argparse.ArgumentParser(prog="python -m bench single", description=__doc__)
    parser.add_argument("--only", action="append", choices=list(PARTS), help="a part; may be given several times")
    parser.add_argument("--quick", action="store_true", help="few repetitions: to see that everything works")
    parser.add_argument("--write", action="store_true", help="put the tables into bench/README.md")
    parser.add_argument("--script", type=Path, default=Path(sys.executable).with_name("stratagem"), help="the command")
    parser.add_argument("--decisions", type=int, help="for memory, reference (1,000,000; quick: 2,000)")
    parser.add_argument("--live-decisions", type=int, help="for memory, live (20,000; quick: 200)")
    chosen = parser.parse_args(arguments)
    effort = Effort(
        quick=chosen.quick,
        script=chosen.script,
        decisions=chosen.decisions or (2_000 if chosen.quick else 1_000_000),
        live_decisions=chosen.live_decisions or (200 if chosen.quick else 20_000),
    )
    for part, measure in PARTS.items():
        if chosen.only and part not in chosen.only:
            continue
        on = f"Measured on {machine()}{'; quick, so only roughly' if chosen.quick else ''}."
        text = f"{measure(effort)}\n\n{on}"
        print(f"\n## {part}\n\n{text}", flush=True)
        if chosen.write:
            write(part, text)


if __name__ == "__main__":
    main()
