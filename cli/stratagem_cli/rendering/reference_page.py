"""The rule reference as one HTML page: how facts, rules and strategies hang together, then what the markdown says.

The text is the markdown reference itself, so that the two cannot differ. The page needs no network and runs no script.
"""

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

from stratagem.deciding.phrases import Phrases
from stratagem.rulebook import Rulebook
from stratagem_cli.rendering.dependencies import dependencies
from stratagem_cli.rendering.dependency_picture import COLOURS, dependency_picture, dependency_style
from stratagem_cli.rendering.html import page
from stratagem_cli.rendering.reference import reference

_WORDS = {
    "en": {
        "facts": "Facts",
        "rules": "Rules",
        "strategies": "Strategies",
        "person": "person",
        "colon": ": ",
        "picture": "What hangs together: facts, rules, strategies",
        "how": "Point at a fact, a rule or a strategy to see its threads alone; a rule leads to its description.",
        "asked": "asked by the rule",
        "concluded": "found out by the rule",
        "recommend": "recommends",
        "hold": "holds back",
        "avoid": "speaks against",
        "veto": "rules out",
        "contents": "On this page",
    },
    "zh": {
        "facts": "事实",
        "rules": "规则",
        "strategies": "策略",
        "person": "人员",
        "colon": "：",
        "picture": "事实、规则与策略的关联",
        "how": "把鼠标移到事实、规则或策略上，只看与它相关的连线；点击规则可以跳到说明。",
        "asked": "规则的条件",
        "concluded": "规则得出的推断",
        "recommend": "建议",
        "hold": "暂缓",
        "avoid": "不主张",
        "veto": "禁止",
        "contents": "本页内容",
    },
}


def reference_html(rulebook: Rulebook, lang: str) -> str:
    """The page of one language."""
    phrases = Phrases(rulebook, lang)
    said = _WORDS.get(lang, _WORDS["en"])
    found = dependencies(rulebook, phrases)
    head, text, files = _text(reference(rulebook, lang))
    return page(
        "reference.html.j2",
        lang,
        title=f"{phrases.text(rulebook.title)} {rulebook.version}",
        reference=said,
        colours=COLOURS,
        head=Markup(head),
        text=Markup(text),
        files=files,
        picture=Markup(dependency_picture(found, said)),
        style=Markup(dependency_style(found)),
    )


def _text(markdown: str) -> tuple[str, str, list[tuple[str, str]]]:
    """The markdown as HTML, its first heading and sentence apart; and the headings of the third level with their ids.

    Texts from files are escaped in the markdown already; the only markup in it is our own.
    """
    reader = MarkdownIt("commonmark", {"html": True}).enable("table")
    tokens = reader.parse(markdown)
    files = list(_anchored(tokens))
    body = next((at for at, token in enumerate(tokens) if token.type == "heading_open" and token.tag == "h2"), 0)
    head, rest = (reader.renderer.render(each, reader.options, {}) for each in (tokens[:body], tokens[body:]))
    return head, rest, files


def _anchored(tokens: list[Token]) -> list[tuple[str, str]]:
    """Give headings ids to lead to: a rule its own, found in the line below it."""
    files: list[tuple[str, str]] = []
    for at, token in enumerate(tokens):
        if token.type == "heading_open" and token.tag == "h3":
            name = tokens[at + 1].content
            token.attrSet("id", f"file-{len(files)}")
            files.append((f"file-{len(files)}", name))
        if token.type == "heading_open" and token.tag == "h4":
            below = next(each for each in tokens[at + 3 :] if each.type == "inline")
            id_ = next((each.content for each in below.children or () if each.type == "code_inline"), None)
            if id_ is not None:
                token.attrSet("id", id_)
    return files
