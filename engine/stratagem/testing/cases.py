"""Last stop of a case: does its rulebook keep the promise? If not, what came instead, and which condition decided?

It looks deeper than `Advice`, because a case is about one rule, and advice names only rules that won something. It does
not know how cases are written down.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from stratagem.advice import Advice, ConditionSeen, NotNow, Recommendation
from stratagem.advisor import Advisor
from stratagem.authoring.cases import Case, CaseKind, Promised
from stratagem.condition import Age, Condition, Count, FactTest, IsKnown, Quantifier, parts_of
from stratagem.deciding.advise import advise
from stratagem.deciding.people import ranked
from stratagem.deciding.phrases import Phrases
from stratagem.deciding.reasons import condition_seen
from stratagem.deciding.strata import Settled, settle
from stratagem.matching.profile import Profile, profile_of
from stratagem.matching.reference import ReferenceMatcher
from stratagem.rulebook import Rule, Rulebook
from stratagem.testing.failures import Failure, Telling, later, word
from stratagem.testing.guards import Gap, uncovered
from stratagem.testing.names import says

__all__ = ["Gap", "Promises", "check_case", "uncovered"]


def check_case(advisor: Advisor, case: Case, lang: str | None = None) -> Failure | None:
    """None when the case holds; else what was expected, what came, and which condition decided with the value it met.

    Told in `lang`, by default the rulebook's first language. Raises `AccountError` when the account of the case is none
    of this rulebook's.
    """
    account = advisor.read_account(case.given)
    return Promises(advisor.rulebook).failure(case, profile_of(account, advisor.rulebook, case.as_of), lang)


@dataclass(frozen=True)
class _Line:
    """One line of a failure, and the rules that it speaks of."""

    name: str
    what: Telling
    rules: tuple[str, ...] = ()

    def told(self, lang: str) -> str:
        return later(self.name, what=self.what)(lang)


@dataclass(frozen=True)
class Promises:
    """One rulebook, ready to be asked whether it keeps its promises."""

    rulebook: Rulebook

    def failure(self, case: Case, profile: Profile, lang: str | None = None) -> Failure | None:
        """What is wrong with a case whose account is this profile, or None."""
        lines = tuple(self._wrong(case, profile))
        if not lines:
            return None
        told_in = lang or self.rulebook.languages[0]
        deciding = dict.fromkeys(rule for line in lines for rule in line.rules)
        return Failure(
            place=str(case.span) if case.span else "",
            name=case.sentence,
            lines=tuple(line.told(told_in) for line in lines),
            rules=tuple((rule, place_of(self.rulebook, rule)) for rule in deciding),
            lang=told_in,
        )

    def keeps(self, case: Case, profile: Profile) -> bool:
        """Whether the case holds; stops at the first thing that is wrong."""
        return next(self._wrong(case, profile), None) is None

    def _wrong(self, case: Case, profile: Profile) -> Iterator[_Line]:
        rule = self.rulebook.rule.get(case.rule)
        if rule is None:
            yield _Line("expected", later("a rule", rule=case.rule))
            yield _Line("came", word("no such rule"))
            return
        settled = settle(self.rulebook, profile, self._matcher)
        yield from self._wrong_firing(case, rule, settled)
        yield from _wrong_facts(case, settled)
        if case.advice != _NOTHING:
            yield from _wrong_advice(case.advice, advise(self.rulebook, settled, self._phrases, None))

    def _wrong_firing(self, case: Case, rule: Rule, settled: Settled) -> Iterator[_Line]:
        fired = any(each.id == rule.id for each in settled.fired)
        if fired is not case.fires:
            yield _expected("fires" if case.fires else "does not fire", rule=rule.id)
            yield _Line("came", word("it fires" if fired else "it does not fire"), (rule.id,))
            yield from self._decided(rule, settled)
        elif case.kind is CaseKind.MISS and rule.when.truth(settled.situation) is None:
            yield _expected("a known fact keeps", rule=rule.id)
            yield _Line("came", word("an unknown fact does"), (rule.id,))
            yield from self._decided(rule, settled)
        elif case.kind is CaseKind.MISSING and not any(_unknown_in(rule.when, self.rulebook, settled)):
            yield _expected("something is unknown", rule=rule.id)
            yield _Line("came", word("everything is known"), (rule.id,))

    def _decided(self, rule: Rule, settled: Settled) -> Iterator[_Line]:
        """The conditions that settled it, each with the value or the people it met."""
        if rule.in_force(settled.profile.as_of) is not True:
            date = settled.profile.as_of or word("an unknown date")
            yield _Line("decided by", later("not in force", date=date), (rule.id,))
            return
        if first := settled.passed_over.get(rule.id):
            yield _Line("decided by", later("another row fires", rule=first.id), (rule.id, first.id))
            return
        people = ranked(self.rulebook, settled.profile)
        seen = {
            lang: list(_leaves(condition_seen(rule.when, settled, people, Phrases(self.rulebook, lang))))
            for lang in self.rulebook.languages
        }
        for at, leaf in enumerate(seen[self.rulebook.languages[0]]):
            by = (leaf.concluded_by,) if leaf.concluded_by else ()

            def told(lang: str, at: int = at) -> str:
                return _seen(seen.get(lang, seen[self.rulebook.languages[0]])[at], settled)(lang)

            yield _Line("decided by", told, (rule.id, *by))

    @cached_property
    def _matcher(self) -> ReferenceMatcher:
        return ReferenceMatcher(self.rulebook)

    @cached_property
    def _phrases(self) -> Phrases:
        return Phrases(self.rulebook, self.rulebook.languages[0])


_NOTHING = Promised()


def place_of(rulebook: Rulebook, rule: str) -> str:
    """Where a rule stands; empty when nobody knows."""
    span = rulebook.rule[rule].span if rule in rulebook.rule else None
    return str(span) if span else ""


def _expected(name: str, **details: object) -> _Line:
    return _Line("expected", later(name, **details))


def _leaves(seen: ConditionSeen) -> Iterator[ConditionSeen]:
    """The lines that made a condition what it is: those parts of it that share its truth, or the part of a `not`."""
    parts = [part for part in seen.parts if part.truth is seen.truth or len(seen.parts) == 1]
    for part in parts:
        yield from _leaves(part)
    if not parts:
        yield seen


def _seen(leaf: ConditionSeen, settled: Settled) -> Telling:
    truth = word("unknown" if leaf.truth is None else "true" if leaf.truth else "false")
    by = later("concluded by", rule=leaf.concluded_by) if leaf.concluded_by else ""
    return later("leaf", text=leaf.text, truth=truth, met=_met(leaf, settled), by=by)


def _met(leaf: ConditionSeen, settled: Settled) -> Telling | str:
    if leaf.people is None:
        return "" if leaf.value is None else later("the value is", value=leaf.value)
    if settled.profile.people is None:
        return word("nothing about people")
    return later("it fits", people=leaf.people or word("nobody"))


def _unknown_in(condition: Condition, rulebook: Rulebook, settled: Settled) -> Iterator[bool]:
    """Of each thing that a condition asks about: is it unknown, or at its default for want of knowledge?"""
    for part in parts_of(condition):
        match part:
            case FactTest(_, Age()) if settled.profile.as_of is None:
                yield True
            case FactTest(fact, _) | IsKnown(fact, _):
                yield settled.situation.facts.get(fact) is None or fact in settled.defaulted
                for rule in rulebook.rules:
                    if fact in dict(rule.conclude):
                        yield from _unknown_in(rule.when, rulebook, settled)
            case Quantifier() | Count():
                yield settled.profile.people is None
                asked_of = [each.fact for each in parts_of(part.where) if isinstance(each, FactTest | IsKnown)]
                if isinstance(part, Count) and part.distinct:
                    asked_of.append(part.distinct.id)
                for person in settled.profile.people or ():
                    for id_ in asked_of:
                        yield person.facts.get(id_) in (None, rulebook.vocabulary.attribute[id_].default)


def _wrong_facts(case: Case, settled: Settled) -> Iterator[_Line]:
    for fact, expected in case.facts:
        came = settled.situation.facts.get(fact)
        if came != expected:
            yield _expected("fact is", fact=fact, value=expected)
            rules = (settled.concluded[fact][1].id,) if fact in settled.concluded else ()
            by = later("concluded by", rule=rules[0]) if rules else ""
            yield _Line("came", later("it is", value=came, by=by), rules)


def _wrong_advice(promised: Promised, advice: Advice) -> Iterator[_Line]:
    for status, strategies in (
        ("recommended", promised.recommends),
        ("held", promised.holds),
        ("avoided", promised.avoids),
        ("vetoed", promised.vetoes),
    ):
        for strategy in strategies:
            if _status(advice, strategy) != status:
                yield _expected("has the status", strategy=strategy, status=word(status))
                yield _standing(advice, strategy)
    for strategy in promised.leaves_out:
        if _status(advice, strategy) == "recommended":
            yield _expected("is not recommended", strategy=strategy)
            yield _standing(advice, strategy)
    first = advice.recommendations[0].strategy if advice.recommendations else None
    if promised.first is not None and first != promised.first:
        yield _expected("comes first", strategy=promised.first)
        yield _standing(advice, first) if first else _Line("came", word("nothing recommended"))
        yield _standing(advice, promised.first)
    yield from _wrong_order(promised.order, advice)
    yield from _wrong_details(promised, advice)
    yield from _lacking("it warns of", promised.warns, {each.id: each.rule for each in advice.warnings})
    yield from _lacking("it asks", promised.asks, {each.fact: each.rule or "" for each in advice.questions})
    asked = {each.fact: each.rule or "" for each in advice.questions[: len(promised.asks_first)]}
    if tuple(asked) != promised.asks_first:
        yield _expected("it asks first", ids=promised.asks_first)
        yield _Line("came", later("it asks first", ids=list(asked)), tuple(asked.values()))
    for attribute, people in promised.asks_about:
        question = next((each for each in advice.questions if each.fact == attribute), None)
        asked_about = question.people if question else []
        if question is None or asked_about != list(people):
            yield _expected("it asks about", fact=attribute, people=people or word("nobody"))
            by = (question.rule,) if question and question.rule else ()
            yield _Line("came", later("it asks about", fact=attribute, people=asked_about or word("nobody")), by)
    for words in promised.emphasises:
        if not any(says(each.say, words) for each in advice.emphasis):
            yield _expected("emphasis says", words=words)
            rules = tuple(each.rule for each in advice.emphasis)
            yield _Line("came", later("it says", words=[each.say for each in advice.emphasis]), rules)


def _wrong_order(promised: tuple[str, ...], advice: Advice) -> Iterator[_Line]:
    came = [each.strategy for each in advice.recommendations if each.strategy in promised]
    if came != list(promised):
        yield _expected("in this order", strategies=promised)
        yield _Line("came", later("the order is", strategies=came))
        yield from (_standing(advice, strategy) for strategy in promised)


def _wrong_details(promised: Promised, advice: Advice) -> Iterator[_Line]:
    """What is promised of single strategies: priority, deciding rule, people, words."""
    for strategy, priority in promised.priority:
        found = _recommended(advice, strategy)
        if found is None or found.priority != priority:
            yield _expected("priority is", strategy=strategy, priority=priority)
            yield _standing(advice, strategy)
    for strategy, rule in promised.decides:
        if _deciding(advice, strategy)[:1] != (rule,):
            yield _Line("expected", later("decides", rule=rule, strategy=strategy), (rule,))
            yield _standing(advice, strategy)
    for name, people_of in (("people to see", promised.see), ("people to go through", promised.through)):
        for strategy, people in people_of:
            found = _recommended(advice, strategy)
            came = None if found is None else found.see if name == "people to see" else found.through
            if came != list(people):
                yield _expected(name, people=people or word("nobody"), strategy=strategy)
                if came is None:
                    yield _standing(advice, strategy)
                else:
                    rules = _deciding(advice, strategy)[:1]
                    yield _Line("came", later(name, people=came or word("nobody"), strategy=strategy), rules)
    for name, words_of in (("angle says", promised.says), ("until says", promised.until)):
        for strategy, words in words_of:
            one = _recommended(advice, strategy) if name == "angle says" else _kept_out(advice, strategy)
            said = one.say if isinstance(one, Recommendation) else one.until if one else None
            if not says(said, words):
                yield _expected(name, strategy=strategy, words=words)
                rules = _deciding(advice, strategy)[:1]
                yield _Line("came", later("it says", words=said), rules) if said else _standing(advice, strategy)


def _recommended(advice: Advice, strategy: str) -> Recommendation | None:
    return next((each for each in advice.recommendations if each.strategy == strategy), None)


def _kept_out(advice: Advice, strategy: str) -> NotNow | None:
    return next((each for each in advice.not_now if each.strategy == strategy), None)


def _status(advice: Advice, strategy: str) -> str | None:
    """`recommended`, `held`, `avoided`, `vetoed`, or None when no rule speaks of it."""
    if _recommended(advice, strategy):
        return "recommended"
    kept_out = _kept_out(advice, strategy)
    return kept_out.status if kept_out else None


def _deciding(advice: Advice, strategy: str) -> tuple[str, ...]:
    """The rules that decide a strategy, the strongest first."""
    found, kept_out = _recommended(advice, strategy), _kept_out(advice, strategy)
    if found:
        return tuple(reason.rule for reason in found.reasons)
    return (kept_out.rule,) if kept_out else ()


def _standing(advice: Advice, strategy: str) -> _Line:
    """What became of a strategy, and by which rules."""
    rules = _deciding(advice, strategy)
    if found := _recommended(advice, strategy):
        details = {"strategy": strategy, "rank": found.rank, "priority": found.priority, "rules": rules}
        return _Line("came", later("recommended at place", **details), rules)
    if other := _kept_out(advice, strategy):
        details = {"strategy": strategy, "status": word(other.status), "priority": other.priority, "rule": other.rule}
        return _Line("came", later("kept out by", **details), rules)
    return _Line("came", later("no rule speaks", strategy=strategy))


def _lacking(name: str, promised: tuple[str, ...], came: dict[str, str]) -> Iterator[_Line]:
    for id_ in promised:
        if id_ not in came:
            yield _expected(name, ids=[id_])
            yield _Line("came", later(name, ids=list(came)), tuple(came.values()))
