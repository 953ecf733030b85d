"""`accept` of anything in a rulebook → which findings of `check` its author lets stand, and why.

```yaml
accept:
  never-first: "The last resort on purpose."
  redundant-rule: {go-and-see: "Kept apart, because it cites the contract."}
```
A kind with a reason accepts every finding of that kind about the thing; with ids, only those that name the id too. At
the head of the rulebook the same accepts findings about anything.
"""

from stratagem.authoring.fields import Fields, unknown_key
from stratagem.diagnostics.checks import CHECKS
from stratagem.documents import Mapping, Node, Scalar, form_of
from stratagem.rulebook import Acceptance, Thing

ACCEPT = "accept"
"""The key."""
_EXAMPLE = 'accept: {unused-fact: "why it may stay"}'


def read_accept(fields: Fields, thing: Thing) -> None:
    """Note what is accepted at `thing`; kinds that do not exist and missing reasons are reported."""
    node = fields.reading.mapping(fields.node(ACCEPT), f"{fields.what}: {ACCEPT}", _EXAMPLE)
    for key, value in node.entries if node else ():
        if key.text not in CHECKS:
            unknown_key(fields.findings, "unknown-finding", key, fields.what, CHECKS)
        elif isinstance(value, Mapping):
            for about, reason in value.entries:
                _accept(fields, thing, key, about.text, reason)
        else:
            _accept(fields, thing, key, "", value)


def _accept(fields: Fields, thing: Thing, key: Scalar, about: str, reason: Node) -> None:
    if not isinstance(reason, Scalar):
        what = f"{fields.what}: {ACCEPT}: {key.text}"
        fields.findings.add("not-a-word", reason.span, what=what, found=form_of(reason))
    elif reason.is_null or not reason.text.strip():
        fields.findings.add("missing-reason", key.span, name=key.text)
    else:
        said = " ".join(reason.text.split())
        fields.reading.accepted.append(Acceptance(key.text, thing, about, said, key.span))
