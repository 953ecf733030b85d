"""Realistic accounts for the key-account vocabulary: seeded, plain data, as `Advisor.advise` takes them.

Most customers buy transactionally, few are partners; most deals stand early. 0–12 people each, five on average, most of
them on the operating layer and few who decide. About a third of what could be known is unknown, and a few accounts say
nothing about people at all. One account in thirty states a fact that the rules would conclude.
"""

from collections.abc import Iterator
from datetime import date
from random import Random

from bench.draws import known_values, value_of
from stratagem.vocabulary import Value, Vocabulary

FACTS = {
    "tier": (60, 30, 10),
    "segment": (40, 35, 20, 5),
    "severity": (40, 40, 20),
    "urgency": (45, 35, 20),
    "purchase_stage": (28, 22, 16, 18, 6, 10),
    "sales_step": (20, 25, 22, 15, 8, 10),
    "competitor": (20, 45, 25, 10),
    "spec_bias": (15, 60, 25),
    "rapport": (30, 35, 22, 10, 3),
    "organisation_benefit": (25, 55, 20),
    "personal_benefit": (45, 42, 13),
}
"""Weights of the values, in the order of the vocabulary; facts that are not named here draw evenly."""
_PEOPLE = (6, 9, 12, 13, 13, 12, 10, 8, 6, 4, 3, 2, 2)
"""Weights of 0, 1, … 12 people."""
PERSON = {
    "layer": (50, 35, 15),
    "roles": (8, 8, 12, 16, 30, 8, 12, 6),
    "stance": (12, 50, 28, 10),
    "power": (45, 35, 20),
    "contact": (25, 35, 28, 12),
    "mode": (25, 30, 35, 10),
    "spy": (70, 15, 8, 4, 3),
}
SURNAMES = ("王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴", "Baker", "Costa", "Dubois", "Novak", "Rossi")
GIVEN = ("伟", "芳", "建国", "静", "敏", "磊", "洋", "艳", "勇", "娜", "Alex", "Kim", "Robin", "Sasha", "Toni")
DEPARTMENTS = ("设备科", "采购部", "科技处", "总经理室", "财务部", "Quality", "Plant 2", "IT")


def accounts(vocabulary: Vocabulary, count: int, seed: int = 2026) -> Iterator[dict[str, object]]:
    """`count` accounts: `name`, known facts by id, and `stakeholders`. Costs about 60 µs each."""
    random = Random(seed)
    stated = [fact for fact in vocabulary.facts if not fact.concluded]
    concluded = [fact for fact in vocabulary.facts if fact.concluded]
    for number in range(count):
        account: dict[str, object] = {"name": f"Account {number}"}
        account |= _plain(known_values(random, stated, FACTS))
        if concluded and random.random() < 1 / 30:
            fact = random.choice(concluded)
            account |= _plain({fact.id: value_of(random, fact)})
        if random.random() >= 0.05:
            people = random.choices(range(len(_PEOPLE)), _PEOPLE)[0]
            account["stakeholders"] = [_person(random, vocabulary) for _ in range(people)]
        yield account


def _person(random: Random, vocabulary: Vocabulary) -> dict[str, object]:
    person: dict[str, object] = {"name": random.choice(SURNAMES) + random.choice(GIVEN)}
    person |= _plain(known_values(random, vocabulary.attributes, PERSON))
    if "department" in person:
        person["department"] = random.choice(DEPARTMENTS)
    return person


def _plain(values: dict[str, Value]) -> dict[str, object]:
    """Values as a YAML or JSON file holds them."""
    return {id_: _written(value) for id_, value in values.items()}


def _written(value: Value) -> object:
    match value:
        case frozenset():
            return sorted(value)
        case date():
            return value.isoformat()
        case _:
            return value
