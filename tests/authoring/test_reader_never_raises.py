"""Whatever stands in a file, reading it gives findings and never an exception: valid texts, changed at random."""

import random
from collections.abc import Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stratagem import Advisor
from stratagem.account import path_text, read_account
from stratagem.diagnostics import Diagnostic
from stratagem.documents import decode
from tests.small_rulebook import SMALL, good, read, rule

BOOK = SMALL + rule(
    "everything",
    70,
    '{stage: "<= evaluation", price: "[50..100)", met: older than 30 days, note: \'not(a, "b, c")\', '
    'any: [{invited: yes}, {stakeholders: {some: {power: high, stance: ">= neutral"}, '
    'count: [{where: {roles: user}, is: ">= 1"}, {distinct: unit, is: "1"}]}}]}',
    hold="{strategy: develop_spy, until: {en: Wait, zh: 等}}",
    warn="late",
    ask="[tier, stance]",
    conclude="{weak: yes, strong: 否}",
    emphasise="{en: Now, zh: 现在}",
    with_="[{roles: approver}, {power: high}]",
    say='{en: "See {with}", zh: "见{with}"}',
    effective="{from: 2026-01-01, until: 2026-12-31}",
)
ACCOUNT = """\
name: X
客户形态: partner
stage: need
price: 70%
amount: 1,200
met: 2026-11-01
invited: yes
cares: cost；适合
note: "hi, you"
stakeholders:
  - {name: 李, power: high, roles: [approver, user], stance: neutral}
  - name: 王
    roles: approver;user
"""
TOKENS = (
    *(
        "{",
        "}",
        "[",
        "]",
        ":",
        ": ",
        ",",
        "- ",
        "\n",
        "  ",
        "\t",
        "#",
        "&a ",
        "*a",
        "!x ",
        "!!str ",
        "'",
        '"',
        "|",
        ">",
        "%",
        "@",
        "`",
    ),
    *(
        "~",
        "null",
        "yes",
        "：",
        "，",
        "-",
        "<= ",
        "[1..2]",
        "not(",
        "..",
        "😀",
        "\0",
        "\x07",
        "\u2028",
        "\x85",
        "\ufeff",
        "{x}",
        "1e999",
    ),
    *(
        "9" * 400,
        "---\n",
        "...\n",
        "? ",
        "<<: *a\n",
        "\\u",
        "\\ud83d",
        "en",
        "zh",
        "id",
        "when",
        "any",
        "all",
        "stakeholders",
        "count",
    ),
    *("is", "{}", "[]", "0", "unknown", "known", "\r\n", "\\", "or", "and", "name", "facts:\n", "rules:\n"),
)
ADVISOR = Advisor(good(BOOK))


def changed(chance: random.Random, text: str) -> str:
    """A text with one to four accidents."""
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(text) + 1)
        lines = text.split("\n")
        line = chance.randrange(len(lines))
        match chance.randrange(7):
            case 0 | 1:
                text = text[:at] + chance.choice(TOKENS) + text[at:]
            case 2:
                text = text[:at] + text[at + chance.randint(1, 6) :]
            case 3:
                text = text[:at] + chance.choice(TOKENS) + text[at + chance.randint(1, 8) :]
            case 4:
                text = "\n".join(lines[:line] + lines[line + 1 :])
            case 5:
                text = "\n".join((*lines[:line], chance.choice(lines), *lines[line:]))
            case _:
                text = "\n".join((*lines[:line], " " * chance.randint(0, 6) + lines[line].lstrip(), *lines[line + 1 :]))
    return text


def check_rulebook(text: str) -> None:
    rulebook, findings = read(text.encode("utf-8", "surrogatepass"))
    rendered(findings)
    assert (rulebook is None) == bool(findings)
    if rulebook is not None:
        Advisor(rulebook).advise({"name": "X", "stakeholders": [{"name": "A"}]}).model_dump_json()


def check_account(text: str) -> None:
    source, faults = decode(text.encode("utf-8", "surrogatepass"), "deal.yaml")
    rendered(faults)
    for account, findings in ADVISOR.read_accounts(source) if source else ():
        rendered(findings)
        assert (account is None) == bool(findings)
        if account is not None:
            ADVISOR.advise(account, lang="zh").model_dump_json()


def rendered(findings: Sequence[Diagnostic]) -> None:
    for finding in findings:
        assert finding.render("en")
        assert finding.render("zh")


@pytest.mark.parametrize("seed", range(8))
def test_changed_rulebooks_are_read_or_told(seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(150):
        check_rulebook(changed(chance, BOOK))


@pytest.mark.parametrize("seed", range(4))
def test_changed_accounts_are_read_or_told(seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(400):
        check_account(changed(chance, ACCOUNT))


@settings(max_examples=150, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(st.randoms(use_true_random=False))
def test_what_hypothesis_changes_is_read_or_told(chance: random.Random) -> None:
    check_rulebook(changed(chance, BOOK))
    check_account(changed(chance, ACCOUNT))


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.lists(st.sampled_from(TOKENS) | st.text(max_size=4), max_size=30))
def test_heaps_of_tokens_are_read_or_told(tokens: list[str]) -> None:
    check_rulebook("".join(tokens))
    check_account("".join(tokens))


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.binary(max_size=200))
def test_bytes_are_read_or_told(data: bytes) -> None:
    rendered(read(data)[1])
    source, faults = decode(data, "deal.yaml")
    assert (source is None) == bool(faults)


PLAIN = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.decimals()
    | st.dates()
    | st.datetimes()
    | st.text(max_size=9)
    | st.binary(max_size=4),
    lambda inside: (
        st.lists(inside, max_size=3) | st.dictionaries(st.text(max_size=5) | st.integers(), inside, max_size=3)
    ),
    max_leaves=8,
)
NAMES = st.sampled_from(
    (
        "name",
        "tier",
        "客户形态",
        "stage",
        "price",
        "amount",
        "cares",
        "met",
        "invited",
        "note",
        "weak",
        "stakeholders",
        "干系人",
        "power",
        "x",
    )
)


@settings(max_examples=400, deadline=None, derandomize=True)
@given(
    st.dictionaries(
        NAMES, PLAIN | st.lists(st.dictionaries(NAMES | st.just("roles"), PLAIN, max_size=3), max_size=2), max_size=5
    )
)
def test_whatever_a_program_hands_in_is_read_or_told(raw: dict[str, object]) -> None:
    vocabulary = ADVISOR.rulebook.vocabulary
    account, findings = read_account(ADVISOR.account_model, vocabulary, raw, path_text)
    rendered(findings)
    assert (account is None) == bool(findings)
    if account is not None:
        ADVISOR.advise(account).model_dump_json()
