"""The brief as a page: complete in itself, safe whatever the names, sensible whatever is missing, and really drawn."""

import json
import re
import struct
import xml.etree.ElementTree as ElementTree
import zlib
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from tests.cli.chromium import browse
from tests.cli.running import EXAMPLES, ON, PURCHASE, PURCHASE_ZH, run

NASTY = "<script>alert(1)</script> & \"quotes\" 'n' ]]> <!-- </svg> <img src=x onerror=y>"
VOID = {"meta", "br", "img", "link", "input", "hr"}


class Page(HTMLParser):
    """The elements of a page, its words, and whether what was opened is closed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.open: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())

    def count(self, tag: str) -> int:
        return sum(name == tag for name, _ in self.elements)


def brief(account: dict[str, Any], lang: str = "en") -> str:
    result = run("brief", "-", "--lang", lang, *ON, stdin=json.dumps(account))
    assert (result.exit_code, result.stderr) == (0, "")
    return result.stdout


def person(name: str, **attributes: Any) -> dict[str, Any]:
    return {"name": name, **attributes}


def crowd(size: int, **attributes: Any) -> dict[str, Any]:
    people = [person(f"Person {number}", layer="management", **attributes) for number in range(size)]
    return {"name": "Crowd", "tier": "value_added", "purchase_stage": "evaluation", "stakeholders": people}


def pictures(page: str) -> list[ElementTree.Element]:
    """The maps of a page; XML is stricter than HTML, so what it reads is well formed."""
    return [ElementTree.fromstring(each) for each in re.findall(r"<svg.*?</svg>", page, re.DOTALL)]


def said(picture: ElementTree.Element) -> list[str]:
    return [each.text or "" for each in picture.iter("{http://www.w3.org/2000/svg}text")]


ACCOUNTS = [*(str(EXAMPLES / name) for name in ("partner-at-need.yaml", "交易型客户.yaml")), PURCHASE, PURCHASE_ZH]


@pytest.mark.parametrize("command", [("brief",), ("advise", "--format", "html")], ids=" ".join)
@pytest.mark.parametrize("file", ACCOUNTS, ids=lambda file: Path(file).stem)
def test_the_page_is_complete_in_itself(file: str, command: tuple[str, ...]) -> None:
    text = run(*command, file, *ON).stdout
    page = Page(text)
    assert page.open == []
    assert {tag for tag, _ in page.elements} & {"script", "link", "img", "iframe", "object", "base", "form"} == set()
    outside = [
        (tag, name) for tag, attributes in page.elements for name in attributes if name in ("src", "href", "srcset")
    ]
    assert outside == []
    assert re.findall(r"https?://(?!www\.w3\.org/2000/svg)|@import|url\((?!#)", text) == []


def test_what_a_rep_needs_stands_on_the_page_in_this_order() -> None:
    text = Page(run("brief", PURCHASE, *ON).stdout).text
    order = ["What to do next", "Penetrate upward", "Watch out", "Not now", "Leads for us", "Part in the project",
             "How to do it", "Questions to ask", "Customer dossier"]  # fmt: skip
    assert [text.index(each) for each in order] == sorted(text.index(each) for each in order)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_markup_in_names_is_shown_as_text(lang: str) -> None:
    people = [
        person(
            NASTY,
            title=NASTY,
            department=NASTY,
            contribution=NASTY,
            layer="management",
            stance="leader",
            contact="deep",
        ),
        person("Boss", layer="decision", roles=["approver"], contact="none"),
    ]
    clean = [
        {**each, "name": f"P{at}", "title": "T", "department": "D", "contribution": "C"}
        for at, each in enumerate(people)
    ]
    account = {"name": NASTY, "tier": "value_added", "purchase_stage": "evaluation", "stakeholders": people}
    text, plain = brief(account, lang), brief({**account, "name": "N", "stakeholders": clean}, lang)
    page = Page(text)
    assert page.open == []
    assert page.text.count(" ".join(NASTY.split())) >= 5
    assert [tag for tag, _ in page.elements if tag in ("script", "img")] == []
    assert page.count("article") == Page(plain).count("article")
    for picture in pictures(text):
        assert [each.tag for each in picture.iter() if "script" in each.tag or "img" in each.tag] == []
        assert any(name.startswith("<scri") for name in said(picture))


def test_markup_in_names_is_escaped_in_the_markdown() -> None:
    stdin = json.dumps({"name": NASTY, "stakeholders": [person("| a | <b>")]})
    text = run("brief", "-", "--format", "markdown", stdin=stdin).stdout
    assert "<" not in re.sub(r"\\<", "", text)
    assert "| \\| a \\| \\<b\\> |" in text


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_an_account_with_nobody_in_it_gives_a_sensible_page(lang: str) -> None:
    page = Page(brief({"name": "A", "tier": "partner", "stakeholders": []}, lang))
    assert ("名单上还没有人" if lang == "zh" else "Nobody is on the list yet.") in page.text
    assert (page.count("svg"), page.count("table"), page.open) == (0, 0, [])


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_an_account_of_which_nothing_is_known_gives_a_sensible_page(lang: str) -> None:
    page = Page(brief({"name": "A"}, lang))
    assert ("对这个客户还一无所知" if lang == "zh" else "Nothing is known about this account yet.") in page.text
    assert ("还没有写人员" if lang == "zh" else "Nothing was said about people.") in page.text
    assert "提问脚本" in page.text if lang == "zh" else "Questions to ask" in page.text


def test_sixty_people_all_stand_in_the_chart() -> None:
    page = Page(brief(crowd(60)))
    assert page.count("tr") == 61
    assert all(f"Person {number}" in page.text for number in range(60))


def test_a_crowd_in_one_place_is_counted_on_the_map() -> None:
    level, upright = pictures(brief(crowd(60, power="high", stance="neutral")))
    for picture in (level, upright):
        assert len([name for name in said(picture) if name.startswith("Person ")]) == 8
        assert "+ 52" in said(picture)


def test_of_a_crowd_the_first_are_named_and_the_rest_counted() -> None:
    page = Page(brief(crowd(60, stance="neutral", roles=["evaluator"], contact="none")))
    assert re.search(r"Person \d+ and 54 more", page.text)


LONG = {"without blanks": "N" * 200, "with blanks": "long name " * 20, "Chinese": "很长的名字" * 40, "wide": "W" * 200}


@pytest.mark.parametrize("name", LONG.values(), ids=LONG)
def test_long_names_are_cut_on_the_map_and_whole_in_the_chart(name: str) -> None:
    text = brief({"name": name, "stakeholders": [person(name, layer="decision", stance="neutral")]})
    assert f'<td class="name">{name.strip()}</td>' in text
    for picture in pictures(text):
        (cut,) = [each for each in said(picture) if each.endswith("…")]
        assert len(cut) < 25
        assert name.startswith(cut[:-1])


def test_chinese_names_stand_whole_on_the_map() -> None:
    for picture in pictures(run("brief", PURCHASE, *ON).stdout):
        assert {"副总经理", "总经理", "李建", "张华", "王桑"} <= set(said(picture))


def test_the_legend_explains_what_is_there_and_nothing_else() -> None:
    (level, _) = pictures(run("brief", PURCHASE, *ON).stdout)
    assert {"inside guide", "can introduce", "◆"} <= set(said(level))
    (level, _) = pictures(brief({"name": "A", "stakeholders": [person("B", stance="neutral")]}))
    assert "inside guide" not in said(level)
    assert "can introduce" not in said(level)
    assert "layer unclear" in said(level)


def test_a_person_stands_in_the_lane_of_their_stance() -> None:
    people = [person(stance, stance=stance, power="high") for stance in ("opponent", "neutral", "supporter", "leader")]
    (level, _) = pictures(brief({"name": "A", "stakeholders": [*people, person("somebody", power="high")]}))
    at = {each.text: float(each.get("x", 0)) for each in level.iter("{http://www.w3.org/2000/svg}text") if each.text}
    names = ["somebody", "opponent", "neutral", "supporter", "leader"]
    lanes = ["unclear", "Opponent", "Neutral", "Supporter", "Leads for us"]
    assert [round(at[name]) for name in names] == [round(at[lane]) for lane in lanes]


def test_the_first_strategy_comes_with_all_its_plays_and_the_others_with_one() -> None:
    page = run("brief", PURCHASE, *ON).stdout
    plays = {each["rank"]: len(each["plays"]) for each in advised()["recommendations"][:3]}
    assert page.count('<div class="play">') == plays[1] + 2
    assert all(each["plays"][-1]["label"] in page for each in advised()["recommendations"][:3])


def advised() -> Any:
    return json.loads(run("advise", PURCHASE, "--format", "json", *ON).stdout)


@pytest.mark.parametrize(("width", "shown", "hidden"), [(900, "wide", "narrow"), (390, "narrow", "wide")])
def test_chromium_draws_the_map_and_the_first_strategy(width: int, shown: str, hidden: str, tmp_path: Path) -> None:
    page, picture = tmp_path / "brief.html", tmp_path / "brief.png"
    assert run("brief", PURCHASE, *ON, "--out", str(page)).exit_code == 0
    probe = tmp_path / "probe.html"  # the page in a frame of the width asked for, and what it measures there
    probe.write_text(
        _PROBE.replace("PAGE", json.dumps(page.read_text("utf-8")).replace("<", "\\u003c")).replace("WIDTH", str(width))
    )
    dom = browse(probe, tmp_path / "a", "--virtual-time-budget=3000", "--dump-dom")
    found = json.loads(re.search(r"<pre>(.*?)</pre>", dom, re.DOTALL).group(1))  # type: ignore[union-attr]
    assert found["strategy"] == "1Penetrate upward86"
    assert found["overflow"] <= 0
    assert (found[shown] > 300, found[hidden]) == (True, 0)
    browse(page, tmp_path / "b", f"--window-size={width},1400", f"--screenshot={picture}")
    assert len(colours(picture)) > 50


_PROBE = """<!doctype html><meta charset="utf-8"><pre></pre>
<iframe id="f" style="width:WIDTHpx;height:1400px;border:0"></iframe>
<script>
const frame = document.getElementById("f");
frame.onload = () => {
  const page = frame.contentDocument;
  const box = name => Math.round(page.querySelector("figure." + name).getBoundingClientRect().width);
  document.querySelector("pre").textContent = JSON.stringify({
    strategy: page.querySelector("[data-strategy] h3").textContent, wide: box("wide"), narrow: box("narrow"),
    overflow: page.documentElement.scrollWidth - page.documentElement.clientWidth});
};
frame.srcdoc = PAGE;
</script>"""


def colours(file: Path) -> set[bytes]:
    """The colours of a PNG picture, roughly: filters are not undone, but a blank page has next to none either way."""
    data, at, packed = file.read_bytes(), 8, b""
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    while at < len(data):
        (length,) = struct.unpack(">I", data[at : at + 4])
        if data[at + 4 : at + 8] == b"IDAT":
            packed += data[at + 8 : at + 8 + length]
        at += length + 12
    pixels = zlib.decompress(packed)
    return {pixels[start : start + 3] for start in range(0, len(pixels), 3)}
