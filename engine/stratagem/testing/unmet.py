"""What a step says when it is not so: the promise that was not kept, and how things really stand.

This module knows `Advice` and how to lay it out for a person. It does not know which promise was made.
"""

from collections.abc import Iterator

from stratagem.advice import Advice, NotNow, Recommendation


class Unmet(AssertionError):
    """A promise of a feature is not kept. The message is written for whoever wrote the feature."""


def quoted(name: str, label: str) -> str:
    """An id with its label: `executive_visit "Executive visit"`."""
    return name if name == label else f'{name} "{label}"'


def listed(names: list[str]) -> str:
    """Names one after another; a word for none at all."""
    return ", ".join(names) or "nothing"


def standing(advice: Advice) -> str:
    """The whole order of strategies with priorities and deciding rules, those recommended first."""
    lines = [f"the advice for {advice.account or 'this account'} was{_as_of(advice)}:"]
    lines += [f"  {each.rank:>2}. {recommended(each)}" for each in advice.recommendations]
    if not advice.recommendations:
        lines.append("   nothing is recommended")
    if advice.not_now:
        lines.append("not for now:")
        lines += [f"   -  {kept_out(each)}" for each in advice.not_now]
    return "\n".join(lines)


def recommended(each: Recommendation) -> str:
    """One recommendation on one line: priority, strategy, its rules, whom to see."""
    rules = ", ".join(reason.rule for reason in each.reasons)
    return f"{each.priority:>3}  {quoted(each.strategy, each.label)}, by {rules}{_people(each)}{_cautions(each)}"


def kept_out(each: NotNow) -> str:
    """One strategy that is not for now on one line: priority, strategy, status and the rule that decides."""
    until = f', until "{each.until}"' if each.until else ""
    despite = f", though {', '.join(each.speaks_for)} would recommend it" if each.speaks_for else ""
    return f"{each.priority:>3}  {quoted(each.strategy, each.label)}, {each.status} by {each.rule}{until}{despite}"


def warned(advice: Advice) -> str:
    """The warnings with the rules that raise them."""
    return _block("the warnings were:", (f"{quoted(each.id, each.label)}, by {each.rule}" for each in advice.warnings))


def asked(advice: Advice) -> str:
    """The questions in their order, with whom they concern."""
    return _block(
        "the questions were:",
        (
            f"{each.priority:>3}  {quoted(each.fact, each.label)}"
            f"{' about ' + ', '.join(each.people) if each.people else ''}, by {each.rule}"
            for each in advice.questions
        ),
    )


def known(advice: Advice) -> str:
    """Every known fact, by where it comes from."""
    by_rule = {each.fact: each.rule for each in advice.conclusions}
    facts = advice.facts
    lines = [f"{fact}: {value} (given)" for fact, value in facts.given.items()]
    lines += [f"{fact}: {value} (concluded by {by_rule.get(fact)})" for fact, value in facts.concluded.items()]
    lines += [f"{fact}: {value} (by default)" for fact, value in facts.defaulted.items()]
    return _block("the known facts were:", lines)


def _block(title: str, lines: "Iterator[str] | list[str]") -> str:
    written = [f"   -  {line}" for line in lines]
    return "\n".join([title, *(written or ["   none"])])


def _as_of(advice: Advice) -> str:
    return f" (as of {advice.as_of})" if advice.as_of else ""


def _people(each: Recommendation) -> str:
    if each.missing:
        return f', nobody to see: "{each.missing}"'
    see = f", see {', '.join(each.see)}" if each.see else ""
    return f"{see} through {', '.join(each.through)}" if each.through else see


def _cautions(each: Recommendation) -> str:
    return "".join(f", caution: {caution.status} by {caution.rule} ({caution.priority})" for caution in each.cautions)
