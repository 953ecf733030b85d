"""What the caller hands in: one account, validated once against a vocabulary.

`account_model` builds the pydantic model of a vocabulary's accounts; `read_account` validates a mapping with it and
gives an `Account` *and* diagnostics. Ids and every language's labels are understood, for facts and for values. This
module does not know rules.
"""

from collections.abc import Callable, Mapping
from typing import Annotated, Any

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    ValidationError,
    WithJsonSchema,
    create_model,
    model_validator,
)
from pydantic_core import ErrorDetails, PydanticCustomError

from stratagem.diagnostics import Diagnostic, Place, Span, nearest
from stratagem.diagnostics.diagnostic import written
from stratagem.vocabulary import (
    NO,
    YES,
    Fact,
    Kind,
    Value,
    Vocabulary,
    folded,
    forbidden_character,
    form_of_value,
)

NAME_LABELS = ("name", "名称", "姓名", "客户名称")
"""What the name of an account or a person may be called in a file."""
PEOPLE_LABELS = ("stakeholders", "people", "干系人", "关键人", "联系人")
"""What the list of people may be called in a file."""

MOST_FINDINGS = 100
"""Of one account so many findings are told; the rest are counted."""

FEW = 20
"""Up to so many facts, an error names them all."""

Path = tuple[int | str, ...]
"""Where a value stands in an account: `("stakeholders", 2, "stance")`."""


class _Named(BaseModel):
    """What accounts and people share: frozen, no undeclared keys, labels understood."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)
    name: str = ""


class Person(_Named):
    """One stakeholder. The model of a vocabulary adds its attributes; what is not known is None."""

    name: Annotated[str, BeforeValidator(lambda raw: _name(raw))]


class Account(_Named):
    """One account. The model of a vocabulary adds its facts; what is not known is None.

    `stakeholders` is None when nothing was said about people, and empty when it was said that nobody is there.
    """

    name: Annotated[str, BeforeValidator(lambda raw: _name(raw))] = ""
    stakeholders: tuple[Person, ...] | None = None


RESERVED = frozenset(name for name in dir(Account) if not name.startswith("_")) | {"name", "labels_understood"}
"""Names of which an account's model makes another use; no fact may be called so."""


def account_model(vocabulary: Vocabulary) -> type[Account]:
    """The model of this vocabulary's accounts, with a JSON Schema. Build it once for each rulebook."""
    person: type[Person] = create_model(
        "Person",
        __base__=Person,
        __validators__=_labels_understood(_names(vocabulary, of_people=True)),
        **_fields(vocabulary.attributes),
    )
    person.__doc__ = "One stakeholder."
    person.model_config["json_schema_extra"] = _with_labels(vocabulary.attributes, NAME_LABELS, ("name",))
    person.model_rebuild(force=True)
    people: Any = tuple[person, ...] | None  # type: ignore[valid-type]
    account: type[Account] = create_model(
        "Account",
        __base__=Account,
        __validators__=_labels_understood(_names(vocabulary, of_people=False)),
        stakeholders=(Annotated[people, BeforeValidator(_people)], None),
        **_fields(vocabulary.facts),
    )
    account.__doc__ = "What is known about one account."
    account.model_config["json_schema_extra"] = _with_labels(vocabulary.facts, NAME_LABELS, (), PEOPLE_LABELS)
    account.model_rebuild(force=True)
    return account


def read_account(
    model: type[Account], vocabulary: Vocabulary, raw: object, place_of: Callable[[Path], Place]
) -> tuple[Account | None, tuple[Diagnostic, ...]]:
    """Validate one account: the account, or None and every fault, at the place that `place_of` gives its path."""
    try:
        return model.model_validate(raw), ()
    except ValidationError as error:
        errors = error.errors(include_url=False)
        found = [_diagnostic(each, vocabulary, place_of) for each in errors[:MOST_FINDINGS]]
        found.sort(key=lambda each: each.place[1:3] if isinstance(each.place, Span) else (0, 0))
        if len(errors) > MOST_FINDINGS:
            found.append(Diagnostic("more-findings", place_of(()), {"count": str(len(errors) - MOST_FINDINGS)}))
        return None, tuple(found)


def path_text(path: Path) -> str:
    """A path as programmers write it: `stakeholders[2].stance`."""
    text = ""
    for step in path:
        text += f"[{step}]" if isinstance(step, int) else f".{step[:60]}" if text else step[:60]
    return text or "account"


def key_of(path: Path, names: Mapping[str, str], key: str) -> bool:
    """Whether `key`, as written in a file, is the last step of `path`."""
    return bool(path) and (key == path[-1] or names.get(folded(key)) == path[-1])


def names_at(vocabulary: Vocabulary, depth: int) -> Mapping[str, str]:
    """Folded name → id of what may stand at the top of an account (`depth` 0) or in a person."""
    return _names(vocabulary, of_people=depth > 0)


def _names(vocabulary: Vocabulary, of_people: bool) -> dict[str, str]:
    own = {folded(label): "name" for label in NAME_LABELS}
    if of_people:
        return own | dict(vocabulary.attribute_names)
    return own | {folded(label): "stakeholders" for label in PEOPLE_LABELS} | dict(vocabulary.fact_names)


def _labels_understood(names: Mapping[str, str]) -> dict[str, Any]:
    """A validator that renames labels to ids; what it cannot rename stays, and is then refused as undeclared."""

    def rename(raw: object) -> object:
        if not isinstance(raw, Mapping):
            return raw
        renamed: dict[object, object] = {}
        for key, value in raw.items():
            id_ = key if key in known else names.get(folded(key), key) if isinstance(key, str) else str(key)
            if id_ in renamed:
                id_ = key if key not in renamed else f"{key} "
            renamed[id_] = value
        return renamed

    known = frozenset(names.values())
    return {"labels_understood": model_validator(mode="before")(rename)}


def _fields(facts: tuple[Fact, ...]) -> dict[str, Any]:
    return {fact.id: (Annotated[_type(fact), WithJsonSchema(_schema(fact))], None) for fact in facts}


def _type(fact: Fact) -> Any:
    """The type of a fact's field; each tag of a list is read by itself, so that each wrong one is a finding."""
    if fact.kind is Kind.TAGS:
        tag = Annotated[str, BeforeValidator(_checked(fact.read_tag))]
        return Annotated[frozenset[tag] | None, BeforeValidator(_tags(fact))]
    return Annotated[_TYPES[fact.kind] | None, BeforeValidator(_checked(fact.read))]


_TYPES: dict[Kind, Any] = {
    Kind.FLAG: bool,
    Kind.CHOICE: str,
    Kind.SCALE: str,
    Kind.NUMBER: int | float,
    Kind.DATE: Any,
    Kind.TEXT: str,
}


def _checked(read: Callable[[object, Place], Value | Diagnostic | None]) -> Callable[[object], Value | None]:
    """A reader that raises what is wrong."""

    def checked(raw: object) -> Value | None:
        value = read(raw, None)
        if isinstance(value, Diagnostic):
            raise _refused(value)
        return value

    return checked


def _tags(fact: Fact) -> Callable[[object], object]:
    def parts(raw: object) -> object:
        if raw is None or (isinstance(raw, str) and not raw.strip()):
            return None
        found = fact.parts_of_tags(raw)
        return _checked(fact.read)(raw) if found is None else found

    return parts


def _refused(diagnostic: Diagnostic) -> PydanticCustomError:
    return PydanticCustomError(diagnostic.code, "{cause}", {**diagnostic.details, "cause": diagnostic.cause()})


def _name(raw: object) -> str:
    if raw is None or (isinstance(raw, str) and not raw.strip()):
        raise PydanticCustomError("missing-name", "a name is missing")
    if not isinstance(raw, str):
        raise _refused(Diagnostic("bad-name", None, {"found": form_of_value(raw)}))
    if bad := forbidden_character(raw):
        raise _refused(Diagnostic("control-character", None, {"character": bad}))
    return " ".join(raw.split())


def _people(raw: object) -> object:
    """Pydantic would take any iterable for a list of people, a mapping or a text among them."""
    if raw is None or isinstance(raw, list | tuple):
        return raw
    raise _refused(Diagnostic("people-not-a-list", None, {"found": form_of_value(raw)}))


def _diagnostic(error: ErrorDetails, vocabulary: Vocabulary, place_of: Callable[[Path], Place]) -> Diagnostic:
    """One validation error as a finding."""
    path: Path = error["loc"]
    of_people = len(path) > 1
    match error["type"]:
        case "extra_forbidden":
            return _undeclared(path, vocabulary, place_of, of_people)
        case "missing":
            return Diagnostic("missing-name", place_of(path[:-1]))
        case "model_type" | "model_attributes_type" | "dict_type":
            code = "person-not-a-mapping" if path else "account-not-a-mapping"
            raw = error["input"]
            name = raw if isinstance(raw, str) and raw.isprintable() and len(raw) <= 20 else None
            return Diagnostic(code, place_of(path), written({"found": form_of_value(raw), "name": name}))
        case code:
            details = {name: str(value) for name, value in error.get("ctx", {}).items() if name != "cause"}
            return Diagnostic(code, place_of(path), details)


def _undeclared(path: Path, vocabulary: Vocabulary, place_of: Callable[[Path], Place], of_people: bool) -> Diagnostic:
    key = str(path[-1]).strip()[:60]
    names = _names(vocabulary, of_people)
    if known := names.get(folded(key)):
        return Diagnostic("said-twice", place_of(path), {"name": key, "other": known})
    if of_people:
        elsewhere = vocabulary.fact_names.get(folded(key))
        near = _nearest_name(key, vocabulary.attributes, ("name",))
        return Diagnostic("unknown-attribute", place_of(path), written({"name": key, "fact": elsewhere, "near": near}))
    elsewhere = vocabulary.attribute_names.get(folded(key))
    near = _nearest_name(key, vocabulary.facts, ("name", "stakeholders"))
    few = ", ".join(fact.id for fact in vocabulary.facts) if len(vocabulary.facts) <= FEW else None
    details = written({"name": key, "attribute": elsewhere, "near": near, "allowed": few})
    return Diagnostic("unknown-fact", place_of(path), details)


def _nearest_name(key: str, facts: tuple[Fact, ...], also: tuple[str, ...]) -> str | None:
    ids = (fact.id for fact in facts)
    return nearest(key, [*ids, *also, *(label for fact in facts for _, label in fact.label.by_language)])


def _schema(fact: Fact) -> dict[str, object]:
    """JSON Schema of one fact: exactly what its reader accepts, as far as JSON Schema can say it."""
    about = " · ".join(label for _, label in fact.label.by_language)
    described: dict[str, object] = {"title": about}
    if fact.ask is not None:
        described["description"] = " ".join(sentence for _, sentence in fact.ask.by_language)
    match fact.kind:
        case Kind.FLAG:
            return {**described, "anyOf": [{"type": "boolean"}, {"enum": [*sorted(YES | NO), 0, 1, "", None]}]}
        case Kind.CHOICE | Kind.SCALE:
            return {**described, "enum": [*fact.names_of_values(), "", None]}
        case Kind.TAGS:
            return {
                **described,
                "anyOf": [
                    {"type": "array", "items": {"enum": list(fact.names_of_values())}},
                    {"type": ["string", "null"]},
                ],
            }
        case Kind.NUMBER:
            number: dict[str, object] = {"type": "number"}
            number |= {"minimum": fact.low} if fact.low is not None else {}
            number |= {"maximum": fact.high} if fact.high is not None else {}
            return {**described, "anyOf": [number, {"type": ["string", "null"]}]}
        case Kind.DATE:
            return {**described, "type": ["string", "null"], "examples": ["2026-11-23"]}
        case Kind.TEXT:
            return {**described, "type": ["string", "null"]}


def _with_labels(
    facts: tuple[Fact, ...],
    name_labels: tuple[str, ...],
    required: tuple[str, ...],
    people_labels: tuple[str, ...] = (),
) -> Callable[[dict[str, Any]], None]:
    """Add every label as a property of its own: an editor then completes and accepts both languages."""

    def extend(schema: dict[str, Any]) -> None:
        properties = schema["properties"]
        aliases = [(label, fact.id) for fact in facts for _, label in fact.label.by_language]
        aliases += [(label, "name") for label in name_labels] + [(label, "stakeholders") for label in people_labels]
        for label, id_ in aliases:
            properties.setdefault(label, properties[id_])
        schema.pop("required", None)
        if required:
            schema["anyOf"] = [{"required": [label]} for label in name_labels]

    return extend
