"""What an interview says on a terminal: the question with its answers, what an answer moved, and how it ended."""

from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.text import Text

from stratagem.advice import Advice
from stratagem.interview import Ask, Moved, Place
from stratagem.vocabulary import Kind
from stratagem_cli.rendering.terminal import grid, rendered

_WORDS = {
    "en": {
        "how": "Answer with a number or a word; Enter means: don't know.\n"
        "Commands: + name adds a person, < takes the last answer back, q stops. Every answer is kept in {file}.",
        "now": "Now",
        "nothing": "nothing is recommended yet",
        "who": "Who is involved? Names, separated by commas; 0 if nobody is; Enter if you don't know.",
        "name": "Which account is it? Its name:",
        "of": "{person} · {label}",
        "several": "one or several",
        "number": "a number",
        "date": "a date, such as 2026-11-23",
        "text": "in words",
        "in": "in {unit}",
        "moves": "{label}: {before} → {after}",
        "comes": "{label}: new at {after}",
        "leaves": "{label}: no longer recommended",
        "stays": "The first three stay.",
        "unknown": "It stays unknown.",
        "added": "{name} is on the list.",
        "no name": "write the name behind the +: + Lin",
        "taken back": "Taken back.",
        "nothing back": "There is nothing to take back.",
        "settled": "Settled: whatever else you find out, the first three stay as they are.",
        "done": "Nothing more is worth asking. What is not proved: that nothing could still change the first three.",
        "stopped": "Stopped.",
        "kept": "Kept in {file}. Next: stratagem advise {file}",
        "nothing kept": "Nothing was said, and nothing was written.",
        "not kept": "What was said so far:",
        "list": " · ",
    },
    "zh": {
        "how": "用数字或文字回答；直接回车表示不知道。\n"
        "其他：+ 姓名 添加一个人，< 收回上一个回答，q 结束。每个回答都会存入 {file}。",
        "now": "现在",
        "nothing": "还没有推荐的策略",
        "who": "涉及哪些人？写姓名，用逗号或顿号分开；没有人写 0；不知道请回车。",
        "name": "是哪个客户？请写名称：",
        "of": "{person} · {label}",
        "several": "可多选",
        "number": "数字",
        "date": "日期，如 2026-11-23",
        "text": "文字",
        "in": "单位：{unit}",
        "moves": "{label}：{before} → {after}",
        "comes": "{label}：新列第 {after}",
        "leaves": "{label}：不再推荐",
        "stays": "前三名不变。",
        "unknown": "这一项仍未知。",
        "added": "已把{name}列入名单。",
        "no name": "请在 + 后面写姓名：+ 林静",
        "taken back": "已收回。",
        "nothing back": "没有可以收回的回答。",
        "settled": "已有定论：不管还了解到什么，前三名都不会变。",
        "done": "没有值得再问的了。但不能证明前三名一定不会再变。",
        "stopped": "已结束。",
        "kept": "已存入 {file}。下一步：stratagem advise {file}",
        "nothing kept": "没有回答，也没有写文件。",
        "not kept": "目前的回答：",
        "list": " · ",
    },
}


def said(lang: str) -> dict[str, str]:
    """The words of an interview."""
    return _WORDS["zh" if lang == "zh" else "en"]


def standing(advice: Advice, lang: str) -> str:
    """The first three in one line."""
    words = said(lang)
    first = [f"{each.rank} {each.label} ({each.priority})" for each in advice.recommendations[:3]]
    return rendered(lambda console: _row(console, words["now"], words["list"].join(first) or words["nothing"]), False)


def question_text(ask: Ask, lang: str) -> str:
    """The question, the answers to choose from, and what hangs on it."""
    words = said(lang)

    def draw(console: Console) -> None:
        console.print()
        head = words["of"].format(person=ask.name, label=ask.label) if ask.name else ask.label
        table = grid(0, 4)
        table.add_row("", "?", Text(ask.ask, style="bold"))
        table.add_row("", "", Text(head, style="dim"))
        if ask.hangs:
            table.add_row("", "", Text(ask.hangs, style="dim"))
        for choice in ask.choices:
            table.add_row("", f"{choice.number:>3}", choice.label)
        if hint := _hint(ask, words):
            table.add_row("", "", Text(hint, style="dim"))
        console.print(table)

    return rendered(draw, False)


def moved_text(moved: Moved, lang: str) -> str:
    """How the ranking moved."""
    words = said(lang)
    lines = [_moved(place, words) for place in moved.places if place.before != place.after]

    def draw(console: Console) -> None:
        for line in lines or [words["stays"]]:
            _row(console, "→", line)

    return rendered(draw, False)


def _moved(place: Place, words: dict[str, str]) -> str:
    code = "leaves" if place.after is None else "comes" if place.before is None else "moves"
    return words[code].format(label=place.label, before=place.before, after=place.after)


def _hint(ask: Ask, words: dict[str, str]) -> str:
    return words["list"].join(_hints(ask, words))


def _hints(ask: Ask, words: dict[str, str]) -> Iterator[str]:
    if ask.several:
        yield words["several"]
    if ask.kind in (Kind.NUMBER, Kind.DATE, Kind.TEXT):
        yield words[ask.kind.value]
    if ask.unit:
        yield words["in"].format(unit=ask.unit)


def _row(console: Console, label: str, text: str) -> None:
    table = grid(0, 5)
    table.add_row("", label, text)
    console.print(table)


def list_of_names(answer: str) -> Sequence[str]:
    """Names that were written in a row."""
    for mark in ("，", "、", ";", "；"):
        answer = answer.replace(mark, ",")
    return [name for name in (" ".join(part.split()) for part in answer.split(",")) if name]
