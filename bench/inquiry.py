"""Questions about one account that take many hypothetical ones: what to find out, what if, why not, how firm."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from time import perf_counter

import yaml

from bench.draws import AS_OF
from bench.timing import in_words, table
from stratagem import Advisor

WORKED_EXAMPLE = Path(__file__).parents[1] / "examples" / "equipment-purchase.yaml"
CROWD = 35
"""So many people more, of whom nothing but the layer is known."""


def measured(rounds: int) -> str:
    """The worked example, then the same with a crowd; a why-not for every strategy, the slowest shown."""
    advisor = Advisor.load()
    example: dict[str, object] = yaml.safe_load(WORKED_EXAMPLE.read_text(encoding="utf-8"))
    people = example["stakeholders"]
    assert isinstance(people, list), "the worked example lists its people"
    layers = ("operation", "management")
    crowd = [{"name": f"Person {at}", "layer": layers[at % 2]} for at in range(CROWD)]
    return table(
        ("", "worked example", f"with {CROWD} more people"),
        _rows(advisor, [example, {**example, "stakeholders": [*people, *crowd]}], rounds),
    )


def _rows(advisor: Advisor, accounts: Sequence[Mapping[str, object]], rounds: int) -> list[list[str]]:
    strategies = [each.id for each in advisor.rulebook.strategies]
    first, second = "reach_influencer", "verify_spy"

    def why_not(strategy: str) -> Callable[[Mapping[str, object]], object]:
        return lambda account: advisor.whynot(account, strategy, as_of=AS_OF)

    asked: dict[str, list[Callable[[Mapping[str, object]], object]]] = {
        "`questions`: worth, pairs, settled": [lambda account: advisor.questions(account, as_of=AS_OF)],
        "`advise(weigh=True)`": [lambda account: advisor.advise(account, as_of=AS_OF, weigh=True)],
        "`whatif`, one fact": [lambda account: advisor.whatif(account, {"purchase_stage": "criteria"}, as_of=AS_OF)],
        "`compare`, with margins": [lambda account: advisor.compare(account, first, second, as_of=AS_OF)],
        "`whynot`, the slowest strategy": [why_not(each) for each in strategies],
    }
    return [
        [name, *(in_words(max(_best(ask, account, rounds) for ask in asks)) for account in accounts)]
        for name, asks in asked.items()
    ]


def _best(ask: Callable[[Mapping[str, object]], object], account: Mapping[str, object], rounds: int) -> float:
    """Seconds of the quickest of some rounds, after a first one that is not counted."""
    ask(account)
    seconds = []
    for _ in range(rounds):
        begin = perf_counter()
        ask(account)
        seconds.append(perf_counter() - begin)
    return min(seconds)
