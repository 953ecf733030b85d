"""JSON Schema of the files of a rulebook and of its cases, with its own facts, strategies and warnings to choose from.

Editors complete and check with it while sales ops types; the reader remains the judge of what is right.
"""

from typing import Any

from stratagem.account import account_model
from stratagem.authoring.cases import PROMISED_OF_ONE, PROMISED_OF_STRATEGIES, CaseKind
from stratagem.authoring.layering import DROPPED
from stratagem.diagnostics.checks import CHECKS
from stratagem.rulebook import Rulebook
from stratagem.vocabulary import FEW_VALUES, Fact, Kind

Json = dict[str, Any]

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def rulebook_schema(rulebook: Rulebook) -> Json:
    """The schema of any YAML file of `rulebook`, the one that names it included."""
    strategies = {"enum": [strategy.id for strategy in rulebook.strategies]}
    warnings = {"enum": [warning.id for warning in rulebook.warnings]}
    facts, attributes = rulebook.vocabulary.facts, rulebook.vocabulary.attributes
    askable = {"enum": list(dict.fromkeys(fact.id for fact in (*facts, *attributes)))}
    text = {"$ref": "#/$defs/text"}
    accept = {"accept": {"$ref": "#/$defs/accept"}}
    selector = _one_or_many({"$ref": "#/$defs/person"})
    concluded = [fact for fact in facts if fact.concluded]
    hold = _mapping({"strategy": _one_or_many(strategies), "until": text}, required=["strategy", "until"])
    rule = _mapping(
        {
            "id": {"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$", "description": "kebab-case, unique"},
            "title": text,
            "when": {"$ref": "#/$defs/when"},
            "priority": {"type": "integer", "minimum": 1, "maximum": 100},
            "recommend": _one_or_many(strategies),
            "avoid": _one_or_many(strategies),
            "hold": _one_or_many(hold),
            "veto": _one_or_many(strategies),
            "warn": _one_or_many(warnings),
            "ask": _one_or_many(askable),
            "conclude": _mapping({fact.id: _value(fact) for fact in concluded}),
            "emphasise": text,
            "with": selector,
            "through": selector,
            "missing": text,
            "say": text,
            "because": text,
            "source": {"type": "string"},
            "effective": _mapping({"from": {"type": "string"}, "until": {"type": "string"}}),
            "owner": {"type": "string"},
            **accept,
        },
        required=["id", "priority"],
        anyOf=[{"required": ["title"]}, {"required": ["because"]}],
    )
    when = {"$ref": "#/$defs/when"}
    person = {"$ref": "#/$defs/person"}
    weapon = _mapping({"label": text, "about": text, "for": person, "when": when, **accept}, required=["label"])
    play = _mapping(
        {
            "strategy": _one_or_many(strategies),
            "weapon": {"enum": [each.id for each in rulebook.weapons]},
            "label": text,
            "who": text,
            "steps": {"type": "array", "items": text},
            "say": {"type": "array", "items": _mapping({"to": person, "say": text}, required=["to", "say"])},
            "bring": {"type": "array", "items": text},
            "worked": text,
            "when": when,
            **accept,
        },
        required=["strategy", "weapon", "label", "steps"],
    )
    script = _mapping(
        {
            "fact": askable,
            "size": {"enum": [1, 2, 3]},
            "touch": {"enum": [1, 2, 3]},
            "spin": {"enum": ["situation", "problem", "implication", "need_payoff"]},
            "device": {"enum": ["praise", "repeat", "cushion"]},
            **dict.fromkeys(("open", "say", "deepen", "close"), text),
            **accept,
        },
        required=["fact", "size", "touch", "open", "device", "say", "deepen", "close"],
    )
    identified = {"id": {"type": "string"}, "label": text, "about": text}
    item = _mapping({**identified, "practise": text}, required=["id", "label"])
    checklist = _mapping(
        {
            **identified,
            "fact": {"enum": [fact.id for fact in facts]},
            "items": {"type": "array", "items": item},
            **accept,
        },
        required=["id", "label", "items"],
    )
    return {
        "$schema": _DIALECT,
        "title": f"Rulebook {rulebook.name}",
        **_mapping(
            {
                "rulebook": {"type": "string"},
                "version": {"type": "string"},
                "title": text,
                "languages": {"type": "array", "items": {"type": "string"}},
                **accept,
                "extends": {"type": "string"},
                "drop": _drops(),
                "profile": _one_or_many({"enum": [fact.id for fact in facts if fact.kind in FEW_VALUES]}),
                "rank_people_by": _one_or_many({"enum": [fact.id for fact in attributes]}),
                "facts": {"type": "object", "additionalProperties": {"$ref": "#/$defs/fact"}},
                "stakeholder": {"type": "object", "additionalProperties": {"$ref": "#/$defs/fact"}},
                "strategies": _declared({"$ref": "#/$defs/named"}),
                "warnings": _declared({"$ref": "#/$defs/named"}),
                "rules": {"type": "array", "items": rule},
                "weapons": {"type": "object", "additionalProperties": weapon},
                "plays": {"type": "array", "items": play},
                "scripts": {"type": "array", "items": script},
                "checklists": {"type": "array", "items": checklist},
            }
        ),
        "$defs": {
            "text": _text(rulebook.languages),
            "named": {"anyOf": [text, _mapping({"label": text, "about": text, **accept}), {"type": "null"}]},
            "fact": _fact_schema(text, accept),
            "accept": _accept(),
            "when": _condition("when", facts, {"stakeholders": _quantifiers(attributes)}),
            "person": _condition("person", attributes, {}),
        },
    }


def cases_schema(rulebook: Rulebook) -> Json:
    """The schema of a file of cases about the rules of `rulebook`."""
    account = account_model(rulebook.vocabulary).model_json_schema()
    facts = rulebook.vocabulary.facts
    askable = {"enum": list(dict.fromkeys(fact.id for fact in (*facts, *rulebook.vocabulary.attributes)))}
    strategy = {"enum": [strategy.id for strategy in rulebook.strategies]}
    strategies, warnings = _one_or_many(strategy), _one_or_many({"enum": [each.id for each in rulebook.warnings]})
    of_one = {
        "priority": {"type": "integer", "minimum": 1, "maximum": 100},
        "decides": {"enum": [rule.id for rule in rulebook.rules]},
        **dict.fromkeys(("with", "through"), _one_or_many({"type": "string", "minLength": 1})),
        **{key: {"type": "string", "minLength": 1} for key in ("says", "until")},
    }
    promised = {
        **dict.fromkeys(PROMISED_OF_STRATEGIES, strategies),
        "first": strategy,
        **{key: _mapping({each.id: of_one[key] for each in rulebook.strategies}) for key in PROMISED_OF_ONE},
        "warns": warnings,
        **dict.fromkeys(("asks", "asks_first"), _one_or_many(askable)),
        "asks_about": _mapping(
            {each.id: _one_or_many({"type": "string", "minLength": 1}) for each in rulebook.vocabulary.attributes}
        ),
        "emphasises": _one_or_many({"type": "string", "minLength": 1}),
    }
    case = _mapping(
        {
            "case": {"type": "string", "minLength": 1, "description": "the promise as a sentence, said once"},
            "rule": {"enum": [rule.id for rule in rulebook.rules]},
            "kind": {"enum": [kind.value for kind in CaseKind]},
            "given": {"$ref": "#/$defs/Account"},
            "as_of": {"type": "string"},
            "fires": _yes_or_no(),
            "advice": _mapping(promised),
            "facts": _mapping({fact.id: {"anyOf": [{"const": "unknown"}, _given(fact)]} for fact in facts}),
        },
        required=["case", "rule", "kind", "given", "fires"],
    )
    definitions = account.pop("$defs", {})
    return {
        "$schema": _DIALECT,
        "title": f"Cases of {rulebook.name}",
        **_mapping({"cases": {"type": "array", "items": case}}, required=["cases"]),
        "$defs": {**definitions, "Account": account},
    }


def _given(fact: Fact) -> Json:
    """A value as a file says it: one to choose from, or anything where there is no list."""
    return _value(fact) or {"type": ["string", "number"]}


def _drops() -> Json:
    """Ids of what a rulebook leaves out of the one it extends, which the rulebook itself no longer knows."""
    ids = _one_or_many({"type": "string"})
    return {"anyOf": [ids, _mapping(dict.fromkeys(DROPPED, ids))]}


def _text(languages: tuple[str, ...]) -> Json:
    sentences = _mapping({lang: {"type": "string", "minLength": 1} for lang in languages}, required=list(languages))
    return sentences if len(languages) > 1 else {"anyOf": [{"type": "string"}, sentences]}


def _accept() -> Json:
    """Kinds of findings with the reason why they may stand, or with one reason for each id they name."""
    reason: Json = {"type": "string", "minLength": 1}
    named: Json = {"type": "object", "additionalProperties": reason, "minProperties": 1}
    return _mapping({kind: {"anyOf": [reason, named]} for kind in CHECKS}, minProperties=1)


def _fact_schema(text: Json, accept: Json) -> Json:
    return _mapping(
        {
            "kind": {"enum": [kind.value for kind in Kind]},
            "label": text,
            "ask": text,
            "about": text,
            "values": _declared({"anyOf": [text, {"type": "null"}]}),
            "range": {"type": "array", "items": {"type": ["number", "null"]}, "minItems": 2, "maxItems": 2},
            "unit": {"type": "string"},
            "default": {},
            "concluded": _yes_or_no(),
            "changeable": _yes_or_no(),
            **accept,
        },
        required=["kind"],
    )


def _condition(own: str, facts: tuple[Fact, ...], more: Json) -> Json:
    """A mapping of tests: facts by id or label, and the structure words."""
    again = {"$ref": f"#/$defs/{own}"}
    several: Json = {"type": "array", "items": again, "minItems": 1}
    tests: Json = {name: _test(fact) for fact in facts for name in _names(fact)}
    return _mapping({**tests, "any": several, "all": several, "not": again, **more}, minProperties=1)


def _quantifiers(attributes: tuple[Fact, ...]) -> Json:
    anybody: Json = {"anyOf": [{"$ref": "#/$defs/person"}, {"type": "object", "maxProperties": 0}]}
    known = {"enum": [fact.id for fact in attributes if fact.kind is not Kind.TAGS]}
    number = _one_or_many({"type": ["string", "integer"]})
    count = _mapping({"where": anybody, "distinct": known, "is": number}, required=["is"])
    quantifiers: Json = {"some": anybody, "none": anybody, "every": anybody, "count": count}
    return _mapping({name: _one_or_many(schema) for name, schema in quantifiers.items()}, minProperties=1)


def _test(fact: Fact) -> Json:
    """What may be asked of a fact: its values are offered, any text of the test language is allowed."""
    offered: list[Json] = [{"type": ["string", "number", "boolean"]}]
    if fact.values:
        offered.insert(0, {"enum": [*(value.id for value in fact.values), "known", "unknown"]})
    about = " · ".join(label for _, label in fact.label.by_language)
    return {"description": f"{about} ({fact.kind.value})", **_one_or_many({"anyOf": offered})}


def _value(fact: Fact) -> Json:
    if fact.kind is Kind.FLAG:
        return _yes_or_no()
    if fact.kind is Kind.TAGS:
        return _one_or_many({"enum": list(fact.names_of_values())})
    return {"enum": list(fact.names_of_values())} if fact.values else {}


def _yes_or_no() -> Json:
    return {"anyOf": [{"type": "boolean"}, {"enum": ["yes", "no"]}]}


def _declared(thing: Json) -> Json:
    """Things by id: a mapping, or a list of ids or of mappings with an `id`."""
    item: Json = {"anyOf": [{"type": "string"}, {"type": "object", "required": ["id"]}]}
    return {"anyOf": [{"type": "object", "additionalProperties": thing}, {"type": "array", "items": item}]}


def _names(fact: Fact) -> tuple[str, ...]:
    return tuple(dict.fromkeys((fact.id, *(label for _, label in fact.label.by_language))))


def _one_or_many(schema: Json) -> Json:
    return {"anyOf": [schema, {"type": "array", "items": schema, "minItems": 1}]}


def _mapping(properties: Json, required: list[str] | None = None, **more: object) -> Json:
    needed: Json = {"required": required} if required else {}
    return {"type": "object", "properties": properties, "additionalProperties": False, **needed, **more}
