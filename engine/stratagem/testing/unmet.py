"""What a step says when it is not so: the promise that was not kept, and how things really stand.

This module knows `Advice` and how to lay it out for a person. It does not know which promise was made; the sentences
stand in `failures`.
"""

from collections.abc import Iterable

from stratagem.advice import Advice, NotNow, Recommendation
from stratagem.diagnostics import Diagnostic
from stratagem.testing.failures import Telling, block, later, say, word


class Unmet(AssertionError):
    """A promise of a feature is not kept. The message is written for whoever wrote the feature."""

    def __init__(self, sentence: str, /, *shown: Telling, rules: Iterable[str] = (), **details: object) -> None:
        """A sentence of `failures` with what fills it, what is shown below it, and the `rules` that decided it."""
        self.sentence = sentence
        self.rules = tuple(rules)
        self._shown = shown
        self._details = details
        super().__init__(sentence)

    def told(self, lang: str) -> str:
        """The message in a language: what was expected and what came, then how things stand."""
        return "\n".join([say(lang, self.sentence, **self._details), *(each(lang) for each in self._shown)])

    def __str__(self) -> str:
        """The English message."""
        return self.told("en")


def quoted(name: str, label: str) -> str:
    """An id with its label: `executive_visit "Executive visit"`."""
    return name if name == label else f'{name} "{label}"'


def standing(advice: Advice) -> Telling:
    """The whole order of strategies with priorities and deciding rules, those recommended first."""
    as_of = later("as of", date=advice.as_of) if advice.as_of else ""

    def tell(lang: str) -> str:
        lines = [say(lang, "the advice was", account=advice.account or word("this account"), as_of=as_of)]
        lines += [f"  {each.rank:>2}. {recommended(each)(lang)}" for each in advice.recommendations]
        if not advice.recommendations:
            lines.append(f"   {say(lang, 'nothing recommended')}")
        if advice.not_now:
            lines.append(say(lang, "not for now"))
            lines += [f"   -  {kept_out(each)(lang)}" for each in advice.not_now]
        return "\n".join(lines)

    return tell


def one(found: Recommendation) -> Telling:
    """One recommendation with its rank, as `standing` lays it out."""
    return lambda lang: f"{found.rank:>5}. {recommended(found)(lang)}"


def recommended(each: Recommendation) -> Telling:
    """One recommendation on one line: priority, strategy, its rules, whom to see."""
    cautions = [
        later("caution", status=word(caution.status), rule=caution.rule, priority=caution.priority)
        for caution in each.cautions
    ]
    return later(
        "recommended line",
        priority=f"{each.priority:>3}",
        strategy=quoted(each.strategy, each.label),
        rules=[reason.rule for reason in each.reasons],
        people=_people(each),
        cautions=lambda lang: "".join(caution(lang) for caution in cautions),
    )


def kept_out(each: NotNow) -> Telling:
    """One strategy that is not for now on one line: priority, strategy, status and the rule that decides."""
    return later(
        "kept out line",
        priority=f"{each.priority:>3}",
        strategy=quoted(each.strategy, each.label),
        status=word(each.status),
        rule=each.rule,
        until=later("until", words=each.until) if each.until else "",
        despite=later("despite", rules=each.speaks_for) if each.speaks_for else "",
    )


def warned(advice: Advice) -> Telling:
    """The warnings with the rules that raise them."""
    lines = (later("by rule", name=quoted(each.id, each.label), rule=each.rule) for each in advice.warnings)
    return block("the warnings were", lines)


def asked(advice: Advice) -> Telling:
    """The questions in their order, with whom they concern."""
    return block(
        "the questions were",
        (
            later(
                "question line",
                priority=f"{each.priority:>3}",
                fact=quoted(each.fact, each.label),
                people=later("about people", people=each.people) if each.people else "",
                rule=each.rule,
            )
            for each in advice.questions
        ),
    )


def known(advice: Advice) -> Telling:
    """Every known fact, by where it comes from."""
    by_rule = {each.fact: each.rule for each in advice.conclusions}
    facts = advice.facts
    concluded = facts.concluded.items()
    return block(
        "the known facts were",
        [
            *(later("given line", fact=fact, value=value) for fact, value in facts.given.items()),
            *(later("concluded line", fact=fact, value=value, rule=by_rule.get(fact)) for fact, value in concluded),
            *(later("default line", fact=fact, value=value) for fact, value in facts.defaulted.items()),
        ],
    )


def said(sentences: Iterable[str]) -> Telling:
    """What was said instead, one sentence on each line."""
    lines = [f'   -  "{sentence}"' for sentence in sentences if sentence]
    return lambda lang: "\n".join(lines or [f"   -  {word('nothing')(lang)}"])


def rendered(findings: Iterable[Diagnostic]) -> Telling:
    """Why an account was refused: every finding with its place, a blank line between two."""
    found = tuple(findings)
    return lambda lang: "\n\n".join(diagnostic.render(lang) for diagnostic in found)


def _people(each: Recommendation) -> Telling | str:
    if each.missing:
        return later("nobody to see", words=each.missing)
    through = later("through", people=each.through) if each.through else None
    see = later("see", people=each.see) if each.see else None
    return lambda lang: "".join(part(lang) for part in (see, through) if part)
