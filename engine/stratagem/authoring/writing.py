"""Rules → the YAML of a rulebook, so that it reads back to the same rules; `rules`, the other way round."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from stratagem.authoring.additions import read_additions
from stratagem.authoring.fields import Reading
from stratagem.authoring.spelling import Spelling, Tree
from stratagem.condition import ALWAYS, Condition
from stratagem.diagnostics import Source
from stratagem.documents.writing import to_yaml
from stratagem.rulebook import Acceptance, Rule, Rulebook
from stratagem.wording import Text


class UnwritableError(ValueError):
    """Rules that a program built and that no text of the language says; `args` holds their ids."""


def rules_yaml(rules: Iterable[Rule], rulebook: Rulebook, accepted: Sequence[Acceptance] = ()) -> str:
    """A file of rules, with what is accepted at them, read again before it is given. Raises `UnwritableError`."""
    writer, rules = _Writer(rulebook, accepted), tuple(rules)
    text = to_yaml({"rules": [_plain(writer.rule(rule)) for rule in rules]})
    again = {rule.id: rule for rule in read_additions(Source("rules.yaml", text), replace(rulebook, rules=()))[0]}
    if different := [rule.id for rule in rules if again.get(rule.id) != rule]:
        raise UnwritableError(*different)
    return text


class _Writer:
    """Writes the rules of one rulebook."""

    def __init__(self, rulebook: Rulebook, accepted: Sequence[Acceptance]) -> None:
        self._vocabulary = rulebook.vocabulary
        self._languages = rulebook.languages
        self._reading = Reading(rulebook.languages)
        self._spelling = Spelling(rulebook.vocabulary)
        self._accepted = accepted

    def rule(self, rule: Rule) -> Tree:
        """One rule with the keys that it needs, in the order in which authors write them."""
        return {key: tree for key, tree in self._keys(rule) if tree}

    def _keys(self, rule: Rule) -> Iterator[tuple[str, Tree]]:
        yield "id", rule.id
        title = self._reading.label(rule.id.replace("-", "_"))
        titled = rule.title != title
        if titled:
            yield "title", self._text(rule.title)
        if rule.when != ALWAYS:
            yield "when", self._condition(rule, rule.when)
        yield "priority", str(rule.priority)
        for key in ("recommend", "avoid", "veto", "warn", "ask"):
            yield key, _one_or_many(getattr(rule, key))
        holds = [{"strategy": _one_or_many(hold.strategies), "until": self._text(hold.until)} for hold in rule.hold]
        yield "hold", holds[0] if len(holds) == 1 else holds
        facts = self._vocabulary.fact
        yield (
            "conclude",
            {
                fact: sorted(value) if isinstance(value, frozenset) else self._spelling.value(facts[fact], value)
                for fact, value in rule.conclude
            },
        )
        yield "emphasise", self._text(rule.emphasise)
        for key, selectors in (("with", rule.see), ("through", rule.through)):
            trees = [self._condition(rule, each, of_people=True) for each in selectors]
            yield key, trees[0] if len(trees) == 1 else trees
        yield "missing", self._text(rule.missing)
        yield "say", self._text(rule.say)
        if rule.because != rule.title or not titled:
            yield "because", self._text(rule.because)
        yield "source", rule.source
        dates = {"from": rule.effective_from, "until": rule.effective_until}
        yield "effective", {end: day.isoformat() for end, day in dates.items() if day is not None}
        yield "owner", rule.owner
        yield "accept", self._reasons(rule)

    def _condition(self, rule: Rule, condition: Condition, of_people: bool = False) -> Tree:
        tree = self._spelling.lines(condition, of_people)
        if not tree:
            raise UnwritableError(rule.id)
        return tree

    def _text(self, text: Text | None) -> Tree:
        if text is None:
            return ""
        return text.by_language[0][1] if len(self._languages) == 1 else dict(text.by_language)

    def _reasons(self, rule: Rule) -> Tree:
        reasons: dict[str, Tree] = {}
        for each in self._accepted:
            if each.of.id != rule.id:
                continue
            if each.about:
                about = reasons.get(each.kind)
                reasons[each.kind] = {**(about if isinstance(about, Mapping) else {}), each.about: each.reason}
            else:
                reasons[each.kind] = each.reason
        return reasons


def _one_or_many(ids: Sequence[str]) -> Tree:
    return ids[0] if len(ids) == 1 else list(ids)


def _plain(tree: Tree) -> object:
    """A tree in which yes, no and whole numbers are what they are, so that they stand without quotes."""
    if isinstance(tree, str):
        if tree in ("yes", "no"):
            return tree == "yes"
        return int(tree) if tree.isascii() and tree.isdigit() and str(int(tree)) == tree else tree
    if isinstance(tree, Mapping):
        return {key: _plain(value) for key, value in tree.items()}
    return [_plain(each) for each in tree]
