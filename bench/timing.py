"""How long one call takes: every call timed by itself, different things in turn, garbage collection on."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from time import perf_counter_ns
from typing import TypeVar

Thing = TypeVar("Thing")


@dataclass(frozen=True)
class Timing:
    """Nanoseconds of each call, sorted."""

    samples: tuple[int, ...]
    per_second: float
    """Calls in a second, by the median round."""

    @property
    def p50(self) -> float:
        """The median, in seconds."""
        return median(self.samples) / 1e9

    @property
    def p99(self) -> float:
        """What 99 calls of 100 do not exceed, in seconds."""
        return self.samples[min(len(self.samples) - 1, int(len(self.samples) * 0.99))] / 1e9


def interleaved(
    calls: Mapping[str, Callable[[Thing], object]], things: Sequence[Thing], rounds: int = 5
) -> dict[str, Timing]:
    """Time every call on every thing. Each round takes all calls in turn, so that a disturbance of the machine meets
    each of them alike; a first, shorter round warms up and is not counted."""
    for call in calls.values():
        for thing in things[: max(1, len(things) // 10)]:
            call(thing)
    samples: dict[str, list[int]] = {name: [] for name in calls}
    speeds: dict[str, list[float]] = {name: [] for name in calls}
    for _ in range(rounds):
        for name, call in calls.items():
            spent = [_spent(call, thing) for thing in things]
            samples[name] += spent
            speeds[name].append(len(spent) / sum(spent) * 1e9)
    return {name: Timing(tuple(sorted(samples[name])), median(speeds[name])) for name in calls}


def repeated(call: Callable[[], object], times: int) -> Timing:
    """Time one call by itself, after a first one that is not counted."""
    return interleaved({"": lambda _: call()}, range(times), rounds=1)[""]


def _spent(call: Callable[[Thing], object], thing: Thing) -> int:
    begin = perf_counter_ns()
    call(thing)
    return perf_counter_ns() - begin


def in_words(seconds: float) -> str:
    """`12.3 µs`, `1.23 ms`, `0.42 s`: three digits."""
    for unit, size in (("µs", 1e-6), ("ms", 1e-3)):
        if seconds < size * 1000:
            return f"{three_digits(seconds / size)} {unit}"
    return f"{three_digits(seconds)} s"


def three_digits(number: float) -> str:
    """`0.42`, `1.23`, `12.3`, `123`, `12,300`."""
    if number >= 1000:
        scale = 10 ** (len(str(int(number))) - 3)
        return f"{round(number / scale) * scale:,}"
    return f"{number:.0f}" if number >= 100 else f"{number:.1f}" if number >= 10 else f"{number:.2f}"


def table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A Markdown table; the first column to the left, the others to the right."""
    heads = list(heads)
    lines = [heads, ["---", *("---:" for _ in heads[1:])], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
