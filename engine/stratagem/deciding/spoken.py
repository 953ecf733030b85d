"""One settled account, ready to be spoken of in one language: names, labels and texts with the facts they quote."""

from collections.abc import Iterator

from stratagem.advice import Conclusion, RulebookName
from stratagem.deciding.people import ranked
from stratagem.deciding.phrases import Phrases, shown
from stratagem.deciding.reasons import People
from stratagem.deciding.strata import Settled
from stratagem.rulebook import Rule, Rulebook
from stratagem.wording import Text


class Spoken:
    """One settled account, ready to be spoken of in one language: fills the placeholders of the rules' texts."""

    def __init__(self, rulebook: Rulebook, settled: Settled, phrases: Phrases) -> None:
        """Rank the people once."""
        self.rulebook = rulebook
        self.settled = settled
        self.phrases = phrases
        self.people: People = ranked(rulebook, settled.profile)
        self._facts = settled.situation.facts

    def fill(self, text: Text | None) -> str | None:
        """A text with the facts it quotes."""
        return None if text is None else text.fill(self.phrases.lang, self._quoted)

    def because(self, rule: Rule) -> str:
        """Why the rule speaks."""
        return rule.because.fill(self.phrases.lang, self._quoted)

    def say(self, rule: Rule, see: list[str], through: list[str]) -> str | None:
        """The angle to take, with the facts and the people it quotes."""
        if rule.say is None:
            return None
        people = {"with": see, "through": through}
        return rule.say.fill(
            self.phrases.lang, lambda name: self.phrases.names(people[name]) if name in people else self._quoted(name)
        )

    def label(self, text: Text) -> str:
        """A label."""
        return text.in_language(self.phrases.lang)

    def conclusions(self) -> Iterator[Conclusion]:
        """What the rules found out, in vocabulary order."""
        for id_, (value, rule) in self.settled.concluded.items():
            fact = self.phrases.fact(id_)
            yield Conclusion(
                fact=id_,
                label=self.label(fact.label),
                value=shown(fact, value),
                shown=self.phrases.value(fact, value),
                rule=rule.id,
                because=self.because(rule),
            )

    def _quoted(self, name: str) -> str:
        return self.phrases.value(self.phrases.fact(name), self._facts.get(name))


def rulebook_name(rulebook: Rulebook) -> RulebookName:
    """Which knowledge decided."""
    return RulebookName(name=rulebook.name, version=rulebook.version, hash=rulebook.hash)
