"""Every trap of durable_rules that is known, by name: the live matcher must not be caught in it.

Where durable_rules misbehaves the same way every time, the trap itself is pinned too, as `test_durable_…`: when such a
test fails, durable_rules has changed and the precaution may be dropped. What may crash or hang runs in its own process.
"""

import ast
import contextlib
import json
import subprocess
import sys
import textwrap
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any as Anything

import durable.engine
import pytest

from stratagem.condition import ALWAYS, Age, All, Among, Any, Compare, Condition, FactTest, IsKnown, Not
from stratagem.deciding.strata import settle
from stratagem.matching import live
from stratagem.matching.clauses import translate
from stratagem.matching.live import LiveMatcher, LiveMatcherError
from stratagem.matching.profile import Profile
from stratagem.matching.reference import ReferenceMatcher
from stratagem.rulebook import Rule, Rulebook
from stratagem.vocabulary import Fact, FactValue, Kind, Value, Vocabulary
from tests.parity.compare import difference
from tests.parity.generators import NOTHING_SAID, TODAY, case_of, large
from tests.parity.generators import profile as random_profile

SOURCE = Path(live.__file__)


def flag(id_: str, concluded: bool = False) -> Fact:
    return Fact(id_, Kind.FLAG, NOTHING_SAID, concluded=concluded)


def number(id_: str) -> Fact:
    return Fact(id_, Kind.NUMBER, NOTHING_SAID)


def is_(fact: str, *values: Value) -> FactTest:
    return FactTest(fact, Among(values))


def rule(id_: str, when: Condition = ALWAYS, **conclude: Value) -> Rule:
    return Rule(id_, NOTHING_SAID, 50, NOTHING_SAID, when, conclude=tuple(conclude.items()))


def book(facts: tuple[Fact, ...], *rules: Rule) -> Rulebook:
    return Rulebook("trap", "1", NOTHING_SAID, ("en",), Vocabulary(facts), rules=rules)


def account(**given: Value) -> Profile:
    return Profile("somebody", TODAY, given, {}, None, ())


def fired(rulebook: Rulebook, matcher: LiveMatcher, **given: Value) -> list[str]:
    return [each.id for each in settle(rulebook, account(**given), matcher).fired]


def agree(rulebook: Rulebook, *accounts: Profile) -> None:
    with LiveMatcher(rulebook) as matcher:
        for each in accounts:
            assert difference(rulebook, each, ReferenceMatcher(rulebook), matcher) is None


class Spy:
    """What is asked of the host, in order; the host answers as ever."""

    def __init__(self, matcher: LiveMatcher) -> None:
        self.calls: list[tuple[str, tuple[Anything, ...]]] = []
        self._host = matcher._core._host
        matcher._core._host = self

    def __getattr__(self, name: str) -> Callable[..., object]:
        def call(*arguments: object) -> object:
            self.calls.append((name, arguments))
            answer: object = getattr(self._host, name)(*arguments)
            return answer

        return call

    @property
    def messages(self) -> list[dict[str, object]]:
        return [arguments[1] for name, arguments in self.calls if name == "assert_fact"]


class Host(durable.engine.Host):  # type: ignore[misc]
    """durable_rules as it is, but for the threads."""

    def _run(self) -> None: ...


@pytest.fixture
def host() -> Host:
    return Host()


def pattern(n: int, p: int) -> dict[str, object]:
    return {"$and": [{"n": n}, {f"p{p}": 1}]}


def run(program: str, seconds: float = 60) -> "subprocess.CompletedProcess[str]":
    """A program in a process of its own, which may crash."""
    head = "import durable.engine\nclass Host(durable.engine.Host):\n    def _run(self): pass\nhost = Host()\n"
    return subprocess.run(
        [sys.executable, "-c", head + textwrap.dedent(program)],
        capture_output=True,
        text=True,
        timeout=seconds,
        check=False,
    )


# ── The table of traps ───────────────────────────────────────────────────────────────────────────────────────────────


def test_delete_state_of_a_sid_without_a_matching_fact() -> None:
    """Nothing is known, no rule fires: the state is deleted all the same, in a matcher that was never used before."""
    rulebook = book((flag("f"),), rule("r", is_("f", True)))
    program = f"""
        import sys
        sys.path.insert(0, {str(SOURCE.parents[2])!r}); sys.path.insert(0, {str(Path(__file__).parents[2])!r})
        from tests.matching.test_live_traps import *
        for _ in range(200):
            rulebook = book((flag("f"),), rule("r", is_("f", True)))
            with LiveMatcher(rulebook) as matcher:
                assert fired(rulebook, matcher) == []
        print("alive")
    """
    assert (run(program).stdout, fired(rulebook, LiveMatcher(rulebook))) == ("alive\n", [])


def test_the_opened_fact_is_asserted_first_and_in_every_ruleset(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "_MOST_RULES", 2)
    rulebook = book(
        (flag("f"), flag("g")), rule("f", is_("f", True)), rule("g", is_("g", True)), rule("none", is_("f", False))
    )
    with LiveMatcher(rulebook) as matcher:
        spy = Spy(matcher)
        assert fired(rulebook, matcher, f=True) == ["f"]
    opened = [(arguments[0], arguments[1]["n"]) for name, arguments in spy.calls[:3] if name == "assert_fact"]
    assert opened == [("s0", 0), ("s1", 0), ("s2", 0)]
    assert sorted(arguments[0] for name, arguments in spy.calls if name == "delete_state") == ["s0", "s1", "s2"]


def test_batches_are_never_asserted() -> None:
    assert called(SOURCE).isdisjoint({"assert_facts", "assert_event", "assert_events", "post", "post_batch"})


def test_retract_is_never_called() -> None:
    assert called(SOURCE).isdisjoint({"retract_fact", "retract_facts"})


def called(source: Path) -> set[str]:
    """The names of all attributes that a module mentions."""
    return {node.attr for node in ast.walk(ast.parse(source.read_text("utf-8"))) if isinstance(node, ast.Attribute)}


def test_patterns_are_never_negated() -> None:
    """`c$not` depends on the order of facts: what rules negate, the translation turns into what is so."""
    rulebook = book(
        (flag("f"), flag("g")), rule("r", All((is_("f", True), Not(All((is_("g", True), is_("f", True)))))))
    )
    translated = json.dumps(
        [shelf.rules(lambda _: print) for shelf in live._shelves(translate(rulebook).clauses)], default=str
    )
    assert "$not" not in translated
    agree(rulebook, *(account(**given) for given in ({"f": True, "g": False}, {"g": False, "f": True}, {"f": True})))


def test_one_fact_for_two_patterns() -> None:
    rulebook = book(
        (number("n"),),
        rule("between", All((FactTest("n", Compare(">", 1)), FactTest("n", Compare("<", 5)), IsKnown("n")))),
        rule("either", Any((FactTest("n", Compare("<", 1)), FactTest("n", Compare(">", 5))))),
        rule("never", All((FactTest("n", Compare("<", 1)), FactTest("n", Compare(">", 5))))),
    )
    agree(rulebook, *(account(n=each) for each in (0, 1, 3, 5, 6)))


def test_durable_never_lets_one_fact_fill_two_patterns(host: Host) -> None:
    hits: list[int] = []
    host.set_rulesets({"r": {"x": {"all": [{"a": {"n": 1}}, {"b": {"p": 1}}], "run": lambda _: hits.append(1)}}})
    host.assert_fact("r", {"sid": "1", "n": 1, "p": 1})
    assert hits == []


@pytest.mark.parametrize(
    "text", ["abc", "0.5", "true", '"', "\\", "]", "{}", "\n", "x" * 9_000, "\ud83d\ude00", "$s", "sid"]
)
def test_texts_never_reach_the_core(text: str) -> None:
    """Compared with a number a text may pass, and braces may break the message."""
    fact = Fact("t", Kind.TEXT, NOTHING_SAID)
    rulebook = book(
        (fact,), rule("is", is_("t", text)), rule("is-not", Not(is_("t", text))), rule("other", is_("t", "no"))
    )
    with LiveMatcher(rulebook) as matcher:
        spy = Spy(matcher)
        assert fired(rulebook, matcher, t=text) == ["is"]
        assert fired(rulebook, matcher, t="no") == ["is-not", "other"]
    assert only_small_numbers(spy.messages)


@pytest.mark.parametrize("value", [10**15, -(10**15), 0.1 + 0.2, 5e-324, 1e14 + 0.5, 0, -0.0])
def test_large_and_fractional_numbers_never_reach_the_core(value: float) -> None:
    rulebook = book(
        (number("n"),),
        rule("is", is_("n", value)),
        rule("more", FactTest("n", Compare(">", value))),
        rule("less", FactTest("n", Compare("<", value))),
    )
    with LiveMatcher(rulebook) as matcher:
        spy = Spy(matcher)
        assert fired(rulebook, matcher, n=value) == ["is"]
        assert fired(rulebook, matcher, n=value + abs(value) / 1000 + 1) == ["more"]
        assert fired(rulebook, matcher, n=value - abs(value) / 1000 - 1) == ["less"]
    assert only_small_numbers(spy.messages)


def test_lists_and_dates_never_reach_the_core() -> None:
    tags = Fact("t", Kind.TAGS, NOTHING_SAID, values=(FactValue("a", NOTHING_SAID), FactValue("b", NOTHING_SAID)))
    rulebook = book(
        (tags, Fact("d", Kind.DATE, NOTHING_SAID)),
        rule("both", All((is_("t", "a"), is_("t", "b")))),
        rule("old", FactTest("d", Age("older", 30))),
    )
    with LiveMatcher(rulebook) as matcher:
        spy = Spy(matcher)
        assert fired(rulebook, matcher, t=frozenset("ab"), d=date.min) == ["both", "old"]
    assert only_small_numbers(spy.messages)


def only_small_numbers(messages: list[dict[str, object]]) -> bool:
    """Ids and sids are texts of digits that we made ourselves; all else is a whole number."""
    return all(
        str(message[key]).isdigit()
        if key in ("id", "sid")
        else type(message[key]) is int and message[key] in range(10_000)
        for message in messages
        for key in message
    )


def test_a_fact_that_no_rule_mentions() -> None:
    rulebook = book(
        (flag("f"), flag("idle"), number("n")), rule("f", is_("f", True)), rule("n", FactTest("n", Compare(">", 3)))
    )
    with LiveMatcher(rulebook) as matcher:
        spy = Spy(matcher)
        assert fired(rulebook, matcher, f=True, idle=True, n=1) == ["f"]
    assert [message["n"] for message in spy.messages] == [0, 1], "neither the idle fact nor a cell that nobody asks for"


def test_durable_drops_a_fact_that_no_rule_mentions(host: Host) -> None:
    host.set_rulesets({"r": {"x": {"all": [{"a": {"n": 1}}], "run": lambda _: None}}})
    with pytest.raises(durable.engine.MessageNotHandledException):
        host.assert_fact("r", {"sid": "1", "n": 2})


def test_the_same_fact_twice() -> None:
    """Nothing is said twice of one account, and the next account is not the same one."""
    rulebook = book((flag("f"),), rule("r", is_("f", True)), rule("k", IsKnown("f")))
    with LiveMatcher(rulebook) as matcher:
        spy = Spy(matcher)
        assert [fired(rulebook, matcher, f=True) for _ in range(3)] == [["r", "k"]] * 3
    said = [(message["sid"], message["id"]) for message in spy.messages]
    assert len(said) == len(set(said))


def test_two_different_facts_with_one_id() -> None:
    """Every fact has an id of ours; all hash differently, and so does that of the fact which durable_rules adds."""
    assert len({live._hash(str(each)) for each in range(100_000)}) == 100_000
    names = ["sid", "id", "n", "$s", *(f"p{each}" for each in range(1_000))]
    assert len({live._hash(each) for each in names}) == len(names), "properties are told apart by hash alone, too"
    rulebook = book((flag("f"),), rule("r", is_("f", True)))
    with LiveMatcher(rulebook) as matcher:
        spy = Spy(matcher)
        matcher._core._taken |= {live._hash("sid-0"), live._hash("sid-1")}
        assert fired(rulebook, matcher, f=True) == ["r"]
    assert {message["sid"] for message in spy.messages} == {"2"}
    assert all("id" in message for message in spy.messages)


def test_durable_takes_two_different_facts_for_one(host: Host) -> None:
    """The ids that it makes up are told apart by 32 bits: among 100 facts, one account in a million would lose one."""
    host.set_rulesets({"r": {"x": {"all": [{"a": {"n": 1}}], "run": lambda _: None}}})
    host.assert_fact("r", {"n": 1, "v": 37782, "sid": "1"})
    with pytest.raises(durable.engine.MessageObservedException):
        host.assert_fact("r", {"n": 1, "v": 50805, "sid": "1"})


def test_an_exception_inside_an_action_is_not_swallowed() -> None:
    rulebook = book((flag("f"),), rule("r", is_("f", True)))
    with LiveMatcher(rulebook) as matcher:

        class Failing(list[int]):
            def append(self, number: int) -> None:
                if number:
                    raise ZeroDivisionError("in the action")
                super().append(number)

        matcher._core._fired = failing = Failing()
        for action in matcher._core._host.get_ruleset("s0")._actions.values():
            action._func.__closure__[0].cell_contents = failing
        with pytest.raises(LiveMatcherError, match="in the action"):
            fired(rulebook, matcher, f=True)
        assert fired(rulebook, matcher, f=False) == [], "the next account is not affected"


def test_actions_have_one_parameter() -> None:
    """With two, a default argument included, durable_rules would wait for a callback."""
    with LiveMatcher(book((flag("f"),), rule("r", is_("f", True)))) as matcher:
        actions = matcher._core._host.get_ruleset("s0")._actions.values()
        assert [action._func.__code__.co_argcount for action in actions] == [1, 1]
        assert all(action._sync for action in actions)


def test_set_rulesets_takes_the_actions_out_of_what_it_is_given(host: Host) -> None:
    """The shelf writes its rules out anew each time, so that nothing that is used again is changed."""
    with LiveMatcher(book((flag("f"),), rule("r", is_("f", True)))) as matcher:
        (shelf,) = matcher._shelves
        given = shelf.rules(lambda _: lambda _: None)
        host.set_rulesets({"r": given})
        assert "run" not in given["r1"]  # type: ignore[operator]
        assert "run" in shelf.rules(lambda _: lambda _: None)["r1"]  # type: ignore[operator]


def test_more_than_1024_deals_do_not_exhaust_memory() -> None:
    """One state at a time, each deleted: also when what happens inside the decision fails."""
    rulebook = book((flag("f"),), rule("r", is_("f", True)))
    with LiveMatcher(rulebook) as matcher:
        for _ in range(1_100):
            with contextlib.suppress(ZeroDivisionError), matcher.match(account(f=True)) as matching:
                matching.fired(0, {"f": True})
                raise ZeroDivisionError
        assert [fired(rulebook, matcher, f=True) for _ in range(1_100)] == [["r"]] * 1_100


def test_durable_runs_out_of_states(host: Host) -> None:
    host.set_rulesets({"r": {"x": {"all": [{"a": {"n": 1}}], "run": lambda _: None}}})
    for sid in range(1_024):
        host.assert_fact("r", {"sid": str(sid), "n": 1})
    with pytest.raises(MemoryError):
        host.assert_fact("r", {"sid": "1024", "n": 1})


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="memory is read from /proc")
def test_closing_gives_back_the_memory_of_a_ruleset() -> None:
    rulebook = case_of(1, large(100)).rulebook

    def grown(rounds: int) -> int:
        before = resident()
        for _ in range(rounds):
            matcher = LiveMatcher(rulebook)
            settle(rulebook, account(), matcher)
            matcher.close()
        return resident() - before

    grown(10)
    assert grown(40) < 8_000, "kilobytes; not closed, each ruleset keeps more than 500"


def resident() -> int:
    """The memory of this process, in kilobytes."""
    return int(Path("/proc/self/statm").read_text("ascii").split()[1]) * 4


def test_a_matcher_that_is_dropped_frees_its_rulesets() -> None:
    matcher = LiveMatcher(book((flag("f"),), rule("r", is_("f", True))))
    handles = matcher._core._handles
    assert len(handles) == 1
    del matcher
    assert handles == []


def test_a_closed_matcher_refuses() -> None:
    rulebook = book((flag("f"),), rule("r", is_("f", True)))
    matcher = LiveMatcher(rulebook)
    matcher.close()
    matcher.close()
    with pytest.raises(LiveMatcherError, match="closed"):
        fired(rulebook, matcher, f=True)


def test_an_account_that_was_left_says_nothing_more() -> None:
    """Its facts would be taken for those of the account at hand."""
    rulebook = book((flag("f"),), rule("r", is_("f", True)))
    with LiveMatcher(rulebook) as matcher:
        with matcher.match(account()) as left:
            pass
        with matcher.match(account()) as matching:
            with pytest.raises(LiveMatcherError, match="left"):
                left.fired(0, {"f": True})
            assert matching.fired(0, {}) == []


def test_a_message_that_durable_refuses_is_an_error() -> None:
    rulebook = book((flag("f"),), rule("r", is_("f", True)))
    with LiveMatcher(rulebook) as matcher:
        matcher._messages[1, 1] = (("s0", {"id": "1", "n": 77}),)
        with pytest.raises(LiveMatcherError, match="77"):
            fired(rulebook, matcher, f=True)
        matcher._messages[1, 1] = (("s0", {"id": "0", "n": 1, "p0": 1}),)
        with pytest.raises(LiveMatcherError, match="Observed"):
            fired(rulebook, matcher, f=True)


# ── The safe subset ──────────────────────────────────────────────────────────────────────────────────────────────────


def test_three_hundred_rules_over_many_facts() -> None:
    """Error 303: a wide message matches more than 64 alpha nodes at once."""
    facts = tuple(flag(f"f{at}") for at in range(100))
    rules = (
        rule(f"r{at}", All((is_(f"f{at % 100}", True), is_(f"f{(at * 7 + 1) % 100}", True, False))))
        for at in range(300)
    )
    everything: dict[str, Value] = {each.id: True for each in facts}
    agree(book(facts, *rules), account(**everything), account(**{**everything, "f7": False}), account())


def test_three_thousand_rules() -> None:
    facts = tuple(number(f"f{at}") for at in range(40))
    rules = (
        rule(
            f"r{at}",
            All(
                (
                    FactTest(f"f{at % 40}", Compare(">=", at % 23)),
                    FactTest(f"f{(at * 7 + 1) % 40}", Compare("<", at % 19)),
                )
            ),
        )
        for at in range(3_000)
    )
    agree(book(facts, *rules), *(account(**{each.id: value for each in facts}) for value in (0, 5, 11, 30)))


def test_one_fact_that_meets_more_than_64_tests_at_once() -> None:
    thresholds = tuple(rule(f"r{at}", FactTest("n", Compare(">=", at))) for at in range(300))
    rulebook = book((number("n"),), *thresholds)
    agree(rulebook, *(account(n=each) for each in (-1, 0, 63, 64, 65, 299, 1000)), account())
    with LiveMatcher(rulebook) as matcher:
        assert len(matcher._shelves) == 6


def test_one_test_that_more_than_255_rules_ask() -> None:
    """The list of patterns that ask the same holds 256; beyond, memory is overwritten, or error 108."""
    facts = (flag("f"), *(flag(f"g{at}") for at in range(300)))
    rulebook = book(facts, *(rule(f"r{at}", All((is_("f", True), is_(f"g{at}", True)))) for at in range(300)))
    everything: dict[str, Value] = {each.id: True for each in facts}
    agree(
        rulebook, account(**everything), account(**{**everything, "f": False}), account(**{**everything, "g299": False})
    )


def test_more_than_511_facts() -> None:
    """The 512th entry of a table of 512 sends durable_rules into an endless loop."""
    facts = tuple(flag(f"f{at}") for at in range(1_100))
    rulebook = book(facts, *(rule(f"r{at}", is_(each.id, True)) for at, each in enumerate(facts)))
    agree(rulebook, account(**{each.id: True for each in facts}), account())


def test_more_than_511_values_of_one_fact() -> None:
    values = tuple(FactValue(f"v{at}", NOTHING_SAID) for at in range(600))
    rulebook = book(
        (Fact("c", Kind.CHOICE, NOTHING_SAID, values=values),), *(rule(each.id, is_("c", each.id)) for each in values)
    )
    agree(rulebook, *(account(c=each) for each in ("v0", "v399", "v400", "v599")), account())


def test_durable_hangs_with_512_dimensions() -> None:
    program = """
        def collect(_): print("fired")
        for most in (511, 512):
            rules = {f"r{n}": {"all": [{"c0": {"n": n}}], "run": collect} for n in range(most)}
            host.set_rulesets({f"of-{most}": rules})
            host.assert_fact(f"of-{most}", {"sid": "1", "n": 1})
            print(most, flush=True)
    """
    with pytest.raises(subprocess.TimeoutExpired) as stopped:
        run(program, seconds=3)
    assert stopped.value.stdout == b"fired\n511\n"


@pytest.mark.parametrize("rules", [4_095, 4_096, 9_000])
def test_more_than_4096_rules(rules: int) -> None:
    ways = tuple(FactValue(f"v{at}", NOTHING_SAID) for at in range(30))
    facts = tuple(Fact(f"f{at}", Kind.CHOICE, NOTHING_SAID, values=ways) for at in range(12))
    made = (
        rule(
            f"r{at}",
            All((is_(f"f{at % 12}", f"v{at // 12 % 30}"), is_(f"f{(at + 1 + at // 360) % 12}", f"v{at // 360 % 30}"))),
        )
        for at in range(rules)
    )
    rulebook = book(facts, *made)
    agree(rulebook, *(account(**{each.id: f"v{at}" for each in facts}) for at in (0, 7, 24)))


@pytest.mark.parametrize("width", [15, 16, 17, 31, 40])
def test_more_than_16_patterns_in_one_conjunction(width: int) -> None:
    """Error 304: a frame holds 16 messages."""
    facts = tuple(flag(f"f{at}") for at in range(width))
    everything: dict[str, Value] = {each.id: True for each in facts}
    rulebook = book(facts, rule("r", All(tuple(is_(each.id, True) for each in facts))))
    missing = (account(**{name: value for name, value in everything.items() if name != each.id}) for each in facts)
    agree(rulebook, account(**everything), *missing)


def test_durable_holds_16_messages_in_a_frame(host: Host) -> None:
    def ruleset(width: int) -> dict[str, object]:
        return {"r": {"all": [{f"c{at}": pattern(at, 1)} for at in range(width)], "run": lambda _: hits.append(width)}}

    hits: list[int] = []
    host.set_rulesets({"narrow": ruleset(16), "wide": ruleset(17)})
    for at in range(16):
        host.assert_fact("narrow", {"sid": "1", "n": at, "p1": 1})
        host.assert_fact("wide", {"sid": "1", "n": at, "p1": 1})
    assert hits == [16]
    with pytest.raises(Exception, match="error code: 304"):
        host.assert_fact("wide", {"sid": "1", "n": 16, "p1": 1})


def test_no_background_threads() -> None:
    before = set(threading.enumerate())
    rulebook = book((flag("f"),), rule("r", is_("f", True)))
    with LiveMatcher(rulebook) as matcher:
        assert fired(rulebook, matcher, f=True) == ["r"]
        assert set(threading.enumerate()) == before


def test_facts_are_not_asserted_inside_actions() -> None:
    """What a clause proves is said only after the assert that proved it has returned."""
    rulebook = book(
        tuple(flag(f"f{at}") for at in range(40)), rule("r", All(tuple(is_(f"f{at}", True) for at in range(40))))
    )
    with LiveMatcher(rulebook) as matcher:
        spy, depth = Spy(matcher), [0]
        asserting = spy._host.assert_fact

        def watched(*arguments: object) -> object:
            depth[0] += 1
            assert depth[0] == 1
            answer: object = asserting(*arguments)
            depth[0] -= 1
            return answer

        spy._host.assert_fact = watched
        assert fired(rulebook, matcher, **{f"f{at}": True for at in range(40)}) == ["r"]
    assert len(spy.messages) == 1 + 40 + 2


def test_one_account_at_a_time() -> None:
    case = case_of(3, large(60))
    rulebook, reference = case.rulebook, ReferenceMatcher(case.rulebook)
    accounts = [random_profile(case.rng, rulebook) for _ in range(40)]
    with LiveMatcher(rulebook) as matcher, ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda each: difference(rulebook, each, reference, matcher), accounts * 10))
    assert found == [None] * 400


def test_the_module_language_of_durable_is_never_imported() -> None:
    """`durable.lang` keeps rulesets in a module, for the whole process."""
    imported = [
        name
        for node in ast.walk(ast.parse(SOURCE.read_text("utf-8")))
        for name in names(node)
        if name.startswith("durable")
    ]
    assert imported == ["durable.engine"]


def names(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (each.name for each in node.names)
    elif isinstance(node, ast.ImportFrom):
        yield node.module or ""
