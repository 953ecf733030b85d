"""Answers → the account file they belong into, in which everything else stays as its author wrote it.

Comments, quotes and order stay; a file in Chinese stays in Chinese. This module knows the form of account files. It
does not know what is asked, nor where the text is kept.
"""

import json
from collections.abc import Mapping, MutableMapping, MutableSequence, Sequence
from datetime import date
from io import StringIO
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq

from stratagem.account import names_at
from stratagem.interview import Given
from stratagem.vocabulary import Fact, Value, Vocabulary, folded
from stratagem.wording import Text

_NAME, _PEOPLE = "name", "stakeholders"
_CALLED = {"zh": {_NAME: "名称", _PEOPLE: "关键人"}}
_PERSON_NAME = {"zh": "姓名"}


def with_answers(text: str, said: Sequence[Given], vocabulary: Vocabulary, lang: str, *, is_json: bool = False) -> str:
    """The text of one account with everything that was said; an empty text begins a new account.

    Raises `ValueError` (ruamel's and json's errors are none others) when the text is no document to begin with.
    """
    yaml = _yaml()
    document: Any = (json.loads(text) if is_json else yaml.load(text)) if text.strip() else CommentedMap()
    account = document[0] if isinstance(document, MutableSequence) else document
    writer = _Writer(vocabulary, _language_of(account, vocabulary, lang if not account else None))
    for each in said:
        writer.write(account, each)
    if is_json:
        return json.dumps(document, ensure_ascii=False, indent=2, default=str) + "\n"
    out = StringIO()
    yaml.dump(document, out)
    return out.getvalue()


class _Writer:
    """Writes in ids, or in the labels of one language."""

    def __init__(self, vocabulary: Vocabulary, lang: str | None) -> None:
        self._vocabulary = vocabulary
        self._lang = lang

    def write(self, account: MutableMapping[str, Any], given: Given) -> None:
        """One thing that was said."""
        if given.fact == _NAME:
            _insert(account, self._key(account, _NAME, 0), str(given.value), 0)
        elif given.fact == _PEOPLE:
            self._add_person(account, given)
        elif given.person is None:
            fact = self._vocabulary.fact[given.fact]
            people = self._key(account, _PEOPLE, 0)
            at = [*account].index(people) if people in account else len(account)
            _insert(account, self._key(account, fact, 0), self._value(fact, given.value), at)
        else:
            person = account[self._key(account, _PEOPLE, 0)][given.person]
            attribute = self._vocabulary.attribute[given.fact]
            person[self._key(person, attribute, 1)] = self._value(attribute, given.value)

    def _add_person(self, account: MutableMapping[str, Any], given: Given) -> None:
        key = self._key(account, _PEOPLE, 0)
        if account.get(key) is None:
            account[key] = CommentedSeq()
        if given.person is None:
            return
        person = CommentedMap()
        person.fa.set_flow_style()
        person[_PERSON_NAME.get(self._lang or "", _NAME)] = str(given.value)
        account[key].append(person)

    def _key(self, within: Mapping[str, Any], what: Fact | str, depth: int) -> str:
        """The key as it stands there already, else as this file would write it."""
        names = names_at(self._vocabulary, depth)
        id_ = what if isinstance(what, str) else what.id
        there = next((key for key in within if key == id_ or names.get(folded(str(key))) == id_), None)
        if there is not None:
            return there
        if isinstance(what, str):
            return _CALLED.get(self._lang or "", {}).get(what, what)
        return self._word(what.id, what.label)

    def _value(self, fact: Fact, value: Value) -> object:
        if isinstance(value, bool):
            return ("是" if value else "否") if self._lang == "zh" else "yes" if value else "no"
        if isinstance(value, frozenset):
            tags = CommentedSeq(self._word(each.id, each.label) for each in fact.values if each.id in value)
            tags.fa.set_flow_style()
            return tags
        if isinstance(value, str) and value in fact.labels:
            return self._word(value, fact.labels[value])
        return value

    def _word(self, id_: str, label: Text) -> str:
        return id_ if self._lang is None else label.in_language(self._lang)


def _insert(account: MutableMapping[str, Any], key: str, value: object, at: int) -> None:
    """Set a key; a new one stands at a place, before the people."""
    if key in account:
        account[key] = value
    elif isinstance(account, CommentedMap):
        account.insert(at, key, value)
    else:
        items = list(account.items())
        account.clear()
        account.update([*items[:at], (key, value), *items[at:]])


def _language_of(account: Mapping[str, Any], vocabulary: Vocabulary, new: str | None) -> str | None:
    """The language whose labels an account is written in; None for ids. In Chinese a new account takes labels."""
    if new is not None:
        return "zh" if new == "zh" else None
    for key in account:
        id_ = vocabulary.fact_names.get(folded(str(key)))
        if id_ is not None and folded(str(key)) != id_:
            labels = vocabulary.fact[id_].label.by_language
            return next(lang for lang, label in labels if folded(label) == folded(str(key)))
    return None


def _yaml() -> YAML:
    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = 4096  # a line that its author wrote long stays one line
    yaml.indent(mapping=2, sequence=4, offset=2)
    yaml.representer.add_representer(date, _plain_date)
    return yaml


def _plain_date(representer: Any, value: date) -> Any:
    return representer.represent_scalar("tag:yaml.org,2002:timestamp", value.isoformat())
