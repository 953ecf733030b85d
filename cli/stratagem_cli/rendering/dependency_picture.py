"""The picture of a rulebook: facts to the left, rules in the middle, strategies to the right, threads between them.

Facts and strategies stand as near as they can to the rules they hang together with, so that threads stay short.
Pointing at anything fades what it has nothing to do with; the style alone does that, for the page runs no script.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from statistics import fmean

import svg

from stratagem_cli.rendering.dependencies import Dependencies, Node, RuleNode
from stratagem_cli.rendering.drawing import GREY, INK, Anchor, cut, picture, titled, written

WIDTH = 980
_ROW, _SIZE, _HEAD = 17, 11.5, 30
_LEFT, _RULES, _RIGHT = 200, (318, 610), 764
"""Where facts end, where rules begin and end, where strategies begin."""
_ASKED, _CONCLUDED = "#9ca3af", "#1d4ed8"
COLOURS = {"recommend": "#15803d", "hold": "#b45309", "avoid": "#a16207", "veto": "#b91c1c"}
"""What a rule does to a strategy, by the colour of the thread."""
_DASHES: Mapping[str, Sequence[int]] = {"hold": (6, 3), "avoid": (2, 3)}


def dependency_picture(found: Dependencies, said: Mapping[str, str]) -> str:
    """The picture as SVG; its style comes from `dependency_style`."""
    rows, heads, height = _rules_at(found)
    facts = _beside(found.facts, rows, ((key, rule) for rule in found.rules for key in (*rule.asks, *rule.concludes)))
    strategies = _beside(found.strategies, rows, ((key, rule) for rule in found.rules for _, key in rule.speaks))
    height = max(height, *(y + _ROW for places in (facts, strategies) for y in places.values()), 0.0)
    elements: list[svg.Element] = [
        written(said["facts"], _LEFT, 14, 12, GREY, "end"),
        written(said["rules"], _RULES[0], 14, 12, GREY),
        written(said["strategies"], _RIGHT, 14, 12, GREY),
        *(written(cut(file, 300), _RULES[0], y, 10.5, GREY) for file, y in heads),
    ]
    elements += (_rule(rule, rows, facts, strategies) for rule in found.rules)
    for node in found.facts:
        colour = _CONCLUDED if node.concluded else INK
        label = f"{said['person']}{said['colon']}{node.label}" if node.of_people else node.label
        elements.append(_node(node, label, _LEFT, facts[node.key], colour, "end"))
    elements += (_node(node, node.label, _RIGHT, strategies[node.key], INK, "start") for node in found.strategies)
    return picture(WIDTH, height + 8, elements, said["picture"], "dependencies")


def dependency_style(found: Dependencies) -> str:
    """What fades when something is pointed at."""
    faded = ".dependencies:has(.thread:hover) .thread:not(:hover) { opacity: .1; }"
    ends = (
        f".dependencies:has(.{node.key}.end:hover) .thread:not(.{node.key}) {{ opacity: .1; }}"
        for node in (*found.facts, *found.strategies)
    )
    return "\n".join((faded, *ends))


def _rules_at(found: Dependencies) -> tuple[dict[str, float], list[tuple[str, float]], float]:
    """The height of each rule by its key, the heads of the files, and the height below all of them."""
    rows: dict[str, float] = {}
    heads: list[tuple[str, float]] = []
    y = float(_HEAD)
    for file, rules in found.files:
        heads.append((file, y + 8))
        y += 24
        for rule in rules:
            rows[rule.node.key] = y
            y += _ROW
        y += 6
    return rows, heads, y


def _beside(
    nodes: Sequence[Node], rows: Mapping[str, float], threads: Iterable[tuple[str, RuleNode]]
) -> dict[str, float]:
    """Heights near the middle of the rules that a node hangs together with, none nearer to another than a row."""
    pulled: dict[str, list[float]] = {}
    for key, rule in threads:
        pulled.setdefault(key, []).append(rows[rule.node.key])
    wanted = {node.key: fmean(pulled[node.key]) for node in nodes}
    order = sorted(wanted, key=lambda key: wanted[key])
    places: dict[str, float] = {}
    y = float(_HEAD)
    for key in order:
        y = places[key] = max(wanted[key], y)
        y += _ROW
    lowest = max(rows.values(), default=y)
    for key in reversed(order):  # what was pushed below the last rule goes up again, as far as there is room
        if places[key] <= lowest:
            break
        places[key], lowest = lowest, lowest - _ROW
    return places


def _rule(
    rule: RuleNode, rows: Mapping[str, float], facts: Mapping[str, float], strategies: Mapping[str, float]
) -> svg.Element:
    """A rule with its threads, in one group, so that pointing at it finds all of them."""
    y = rows[rule.node.key]
    elements: list[svg.Element] = [titled(f"{rule.node.label} · {rule.node.id}")]
    elements += (_thread(_LEFT + 6, facts[key], _RULES[0] - 6, y, _ASKED) for key in rule.asks)
    elements += (_thread(_LEFT + 6, facts[key], _RULES[0] - 6, y, _CONCLUDED, (5, 3)) for key in rule.concludes)
    elements += (
        _thread(_RULES[1] + 6, y, _RIGHT - 6, strategies[key], COLOURS[effect], _DASHES.get(effect, ()))
        for effect, key in rule.speaks
    )
    title = written(cut(rule.node.label, _RULES[1] - _RULES[0], _SIZE), _RULES[0], y + 4, _SIZE, INK)
    elements.append(svg.A(href=f"#{rule.node.id}", elements=[title]))
    return svg.G(class_=["thread", *dict.fromkeys(_ends(rule))], elements=elements)


def _ends(rule: RuleNode) -> Iterator[str]:
    yield from rule.asks
    yield from rule.concludes
    yield from (key for _, key in rule.speaks)


def _node(node: Node, label: str, x: float, y: float, colour: str, anchor: Anchor) -> svg.Element:
    text = written(cut(label, _LEFT, _SIZE), x, y + 4, _SIZE, colour, anchor)
    return svg.G(class_=[node.key, "end"], elements=[titled(f"{label} · {node.id}"), text])


def _thread(x: float, y: float, to_x: float, to_y: float, colour: str, dashes: Sequence[int] = ()) -> svg.Element:
    middle = (x + to_x) / 2
    d: list[svg.PathData] = [
        svg.MoveTo(x, round(y, 1)),
        svg.CubicBezier(middle, round(y, 1), middle, round(to_y, 1), to_x, round(to_y, 1)),
    ]
    return svg.Path(d=d, fill="none", stroke=colour, stroke_width=1, stroke_dasharray=[*dashes] or None)
