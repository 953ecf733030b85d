"""Text → tree: exact places, JSON, and everything that is refused."""

import json
import time
from datetime import date
from pathlib import Path

import pytest
import yaml

from stratagem.diagnostics import Diagnostic, Source, Span
from stratagem.documents import MAX_BYTES, MAX_DEPTH, Mapping, Node, Scalar, Sequence, decode, form_of, parse, read_text
from stratagem.documents.writing import to_yaml
from tests.small_rulebook import covered


def documents(text: str) -> tuple[Node, ...]:
    found, findings = parse(Source("file", text))
    assert () == findings
    return found


def faults(text: str) -> list[tuple[str, int, int]]:
    """Codes with line and column."""
    findings = parse(Source("file", text))[1]
    return [(each.code, each.place.line, each.place.column) for each in findings if isinstance(each.place, Span)]


def scalars(node: Node) -> list[Scalar]:
    """Every scalar, keys included, in the order written."""
    match node:
        case Scalar():
            return [node]
        case Sequence():
            return [scalar for item in node.items for scalar in scalars(item)]
        case Mapping():
            return [scalar for key, value in node.entries for scalar in (key, *scalars(value))]


def spans(text: str) -> list[tuple[str, int, str]]:
    """Every scalar's text, its line, and what its place covers in the file."""
    source = Source("file", text)
    (document,) = parse(source)[0]
    found = [(each.text, each.span) for each in scalars(document)]
    return [(value, span.line, source.line(span.line)[span.column - 1 :][: span.width]) for value, span in found]


def test_every_scalar_stays_the_text_that_was_written() -> None:
    (document,) = documents("a: no\nb: 007\nc: 2026-11-23\nd: ~\ne: '~'\nf: 1_000\ng: 0x1F\nh: =\n")
    assert isinstance(document, Mapping)
    expected = ["no", "007", "2026-11-23", "~", "~", "1_000", "0x1F", "="]
    assert expected == [value.text for _, value in document.entries if isinstance(value, Scalar)]
    assert [False, False, False, True, False, False, False, False] == [
        value.is_null for _, value in document.entries if isinstance(value, Scalar)
    ]


def test_places_are_exact_for_chinese_quoted_and_nested_text() -> None:
    text = "名称: 设备采购\n客户形态:   \"战略伙伴型\"  # 说明\n干系人:\n- {姓名: '张华', 角色: [拍板人, 使用者]}\n"
    expected = [
        ("名称", 1, "名称"),
        ("设备采购", 1, "设备采购"),
        ("客户形态", 2, "客户形态"),
        ("战略伙伴型", 2, '"战略伙伴型"'),
        ("干系人", 3, "干系人"),
        ("姓名", 4, "姓名"),
        ("张华", 4, "'张华'"),
        ("角色", 4, "角色"),
        ("拍板人", 4, "拍板人"),
        ("使用者", 4, "使用者"),
    ]
    assert expected == spans(text)


def test_the_place_of_text_over_several_lines_is_its_first_line() -> None:
    text = 'a: "one\n  two"\nb: |\n  three\nc: four\n  five\nd: x\n'
    expected = [("a", 1, "a"), ("one two", 1, '"one'), ("b", 3, "b"), ("three\n", 3, "|"), ("c", 5, "c")]
    assert [*expected, ("four five", 5, "four"), ("d", 7, "d"), ("x", 7, "x")] == spans(text)


def test_lists_and_mappings_stand_where_they_begin() -> None:
    (document,) = documents("a:\n  - x\nb: {c: d}\ne:\n  f: g\n")
    assert isinstance(document, Mapping)
    assert [(1, 1), (2, 3), (3, 4), (5, 3)] == [
        (node.span.line, node.span.column) for node in (document, *(value for _, value in document.entries))
    ]


def test_crlf_files_a_byte_order_mark_and_tabs_in_json_do_not_move_places() -> None:
    source, findings = decode("\ufeffname: X\r\ntier:  partner\r\n".encode(), "file")
    assert source is not None
    assert () == findings
    assert [("name", 1, "name"), ("X", 1, "X"), ("tier", 2, "tier"), ("partner", 2, "partner")] == spans(source.text)
    assert [("name", 2, '"name"'), ("X", 2, '"X"'), ("a", 3, '"a"'), ("1", 3, "1")] == spans(
        '{\n\t"name":\t"X",\n\t"a":1}\n'
    )


def test_json_is_read_as_json_reads_it() -> None:
    value: dict[str, object] = {
        "name": '😀 é 中 / \\ " \t \n',
        "a b": [1, -2.5, 1e3, True, False, None, "", {}, []],
        "deep": {"x": [{"y": 1}]},
    }
    for text in (
        json.dumps(value),
        json.dumps(value, ensure_ascii=False, indent=2),
        json.dumps(value).replace("/", "\\/"),
    ):
        (document,) = documents(text)
        assert {
            "name": value["name"],
            "a b": ["1", "-2.5", "1000.0", "true", "false", "null", "", {}, []],
            "deep": {"x": [{"y": "1"}]},
        } == plain(document)


def plain(node: Node) -> object:
    match node:
        case Scalar():
            return node.text
        case Sequence():
            return [plain(item) for item in node.items]
        case Mapping():
            return {key.text: plain(value) for key, value in node.entries}


def test_surrogate_pairs_of_json_do_not_move_what_follows_them() -> None:
    text = '{"a": "\\ud83d\\ude00\\uD83D\\uDE01 \\/ \\\\ud83d", "b": "x",\n "c\\ud83d\\ude00": 1, "d": 2}'
    expected = [
        ("a", 1, '"a"'),
        ("😀😁 / \\ud83d", 1, '"\\ud83d\\ude00\\uD83D\\uDE01 \\/ \\\\ud83d"'),
        ("b", 1, '"b"'),
        ("x", 1, '"x"'),
        ("c😀", 2, '"c\\ud83d\\ude00"'),
        ("1", 2, "1"),
        ("d", 2, '"d"'),
        ("2", 2, "2"),
    ]
    assert expected == spans(text)
    assert [("not-closed", 1, 43)] == faults('{"a": "\\ud83d\\ude00", "b": "\\ud83d\\ude01" "c": 1}')


def test_half_a_surrogate_pair_is_told() -> None:
    assert [("bad-escape", 1, 10)] == faults('{"a": "\\ud83d x"}')


def test_several_documents_are_several_trees() -> None:
    assert [{"a": "1"}, "", {"b": "2"}] == [plain(each) for each in documents("a: 1\n---\n---\nb: 2\n")]
    assert () == documents("") == documents("# only a remark\n")


def test_aliases_may_be_used_and_keep_the_place_of_what_they_repeat() -> None:
    (document,) = documents("a: &x {b: [1, 2]}\nc: *x\n")
    assert {"a": {"b": ["1", "2"]}, "c": {"b": ["1", "2"]}} == plain(document)


@pytest.mark.parametrize(
    "bomb",
    [
        "a: &a ["
        + "x," * 9
        + "x]\n"
        + "".join(f"{b}: &{b} [{','.join(['*' + a] * 10)}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)),
        "- &a [x,x,x,x,x,x,x,x]\n" + "- &a [*a,*a,*a,*a,*a,*a,*a,*a]\n" * 20,
    ],
)
def test_aliases_may_not_multiply(bomb: str) -> None:
    begun = time.perf_counter()
    assert ["too-many-nodes"] == [code for code, _, _ in faults(bomb)]
    assert time.perf_counter() - begun < 5


def test_an_alias_inside_of_what_it_names_is_refused() -> None:
    assert [("unknown-anchor", 1, 8)] == faults("a: &x [*x]\n")
    assert [("unknown-anchor", 1, 4)] == faults("a: *x\n")
    assert [("unknown-anchor", 3, 4)] == faults("a: &x 1\n---\nb: *x\n")


@pytest.mark.parametrize(
    ("text", "code", "column"),
    [
        ("a: !!python/object/apply:os.system [ls]\n", "tag-refused", 4),
        ("a: !!str x\n", "tag-refused", 4),
        ("a: !Ref x\n", "tag-refused", 4),
        ("a: !<tag:x,2000:y> x\n", "tag-refused", 4),
        ("!!omap [a: 1]\n", "tag-refused", 1),
        ("{!!set a: 1}\n", "tag-refused", 2),
        ("a: != x\n", "needs-quotes", 4),
    ],
)
def test_tags_are_refused(text: str, code: str, column: int) -> None:
    assert [(code, 1, column)] == faults(text)


def test_the_tag_that_only_says_text_is_allowed() -> None:
    assert [{"a": "12"}] == [plain(each) for each in documents("a: ! 12\n")]


def test_nesting_has_a_limit() -> None:
    assert () == parse(Source("file", "[" * MAX_DEPTH + "]" * MAX_DEPTH))[1]
    assert [("nested-too-deep", 1, MAX_DEPTH + 1)] == faults("[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1))


@pytest.mark.parametrize(
    "text", ["[" * 100_000, '{"a":' * 100_000, "- " * 100_000, "? " * 100_000, "[" * 100_000 + "]" * 100_000]
)
def test_nesting_a_hundred_thousand_deep_does_not_crash(text: str) -> None:
    assert ["nested-too-deep"] == [code for code, _, _ in faults(text)]


def test_a_key_that_stands_twice_is_told_and_the_first_is_kept() -> None:
    found, findings = parse(Source("file", "a: 1\nb: {c: 1, c: 2}\n'a': 3\n"))
    assert [{"a": "1", "b": {"c": "1"}}] == [plain(each) for each in found]
    assert [("duplicate-key", "c", "2"), ("duplicate-key", "'a'", "1")] == [
        (each.code, covered(each), each.details["line"]) for each in findings
    ]


@pytest.mark.parametrize(("text", "column"), [("? [a]\n: b\n", 3), ("{[a]: b}\n", 2), ("? {a: 1}\n: b\n", 3)])
def test_a_key_must_be_a_word(text: str, column: int) -> None:
    assert [("key-not-a-word", 1, column)] == faults(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: 1\nb 2\nc: 3\n", ("missing-colon", 2, 1)),
        ("a:\n  b：2\n  c: 3\n", ("missing-colon", 2, 3)),
        ("name：X\ntier: p\n", ("missing-colon", 1, 1)),
        ("a: b: c\n", ("second-colon", 1, 4)),
        ("- en: Visit: now\n", ("second-colon", 1, 7)),
        ("a:\n  b: 1\n c: 2\n", ("indentation", 3, 2)),
        ("- a: 1\n   b: 2\n", ("indentation", 2, 4)),
        ("- a\nb: c\n", ("indentation", 2, 1)),
        ("a:\n\t- b\n", ("tab", 2, 1)),
        ("a: 1\n\tb: 2\n", ("tab", 2, 1)),
        ("a: > b\n", ("needs-quotes", 1, 4)),
        ("{a: > b, c: d}\n", ("needs-quotes", 1, 5)),
        ("a: @b\n", ("needs-quotes", 1, 4)),
        ("a: `b`\n", ("needs-quotes", 1, 4)),
        ("a: %b\n", ("needs-quotes", 1, 4)),
        ("a: * b\n", ("needs-quotes", 1, 4)),
        ("a: {b} c\n", ("needs-quotes", 1, 4)),
        ('- a: "b" c\n', ("needs-quotes", 1, 6)),
        ("a: [1..2)\nb: c\n", ("needs-quotes", 1, 4)),
        ("a: [b\nc: d\n", ("not-closed", 1, 4)),
        ('a: "b\nc: "d"\n', ("quote-not-closed", 1, 4)),
        ('[{"a": 1},\n {"b": 2}\n {"c": 3}]\n', ("not-closed", 3, 2)),
        ('{"a": 1 "b": 2}\n', ("not-closed", 1, 12)),
        ("a: {b: c\n", ("not-closed", 1, 4)),
        ('a: "b\nc: d\n', ("quote-not-closed", 1, 4)),
        ("a: 'b\nc: d\n", ("quote-not-closed", 1, 4)),
        ('a: "b\\q"\n', ("bad-escape", 1, 6)),
        ("a: - b\n", ("syntax", 1, 4)),
        ("%YAML 3.0\n---\na: b\n", ("syntax", 1, 1)),
        ("a: b\x07\n", ("control-character", 1, 5)),
        ("a: 1\nb: 中文 \x1b[0m\n", ("control-character", 2, 7)),
        ("a: \ufffe\n", ("control-character", 1, 4)),
        ("a: \x00\n", ("control-character", 1, 4)),
    ],
)
def test_a_syntax_error_is_told_once_where_the_mistake_was_made(text: str, expected: tuple[str, int, int]) -> None:
    assert [expected] == faults(text)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\x85", "\u2028"])
def test_lines_end_where_yaml_ends_them(end: str) -> None:
    found, findings = parse(Source("file", f"a: 1{end}b: x{end}c: !no y{end}"))
    assert () == found
    assert [("!no", 3)] == [(covered(each), each.place.line) for each in findings if isinstance(each.place, Span)]


def test_documents_before_a_syntax_error_are_given() -> None:
    found, findings = parse(Source("file", "a: 1\n---\nb: [\n"))
    assert ([{"a": "1"}], 1) == ([plain(each) for each in found], len(findings))


def test_form_of_says_what_stands_there() -> None:
    forms = ["nothing", "nothing", '"~"', '"x"', "a list", "a mapping"]
    (document,) = documents("[ ~, null, '~', x, [], {}]")
    assert isinstance(document, Sequence)
    assert forms == [form_of(item) for item in document.items]


# ── Files ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def refused(found: tuple[Source | None, tuple[Diagnostic, ...]]) -> str:
    source, findings = found
    assert source is None
    (finding,) = findings
    return finding.code


def test_a_file_is_read_as_utf8(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes("名称: 值".encode())
    source, findings = read_text(path)
    assert source is not None
    assert (str(path), "名称: 值", ()) == (source.name, source.text, findings)
    named, _ = read_text(path, "<here>")
    assert named is not None
    assert "<here>" == named.name


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"PK\x03\x04\x00\x00", "binary-file"),
        ("a: 1".encode("utf-16"), "binary-file"),
        ("名称: 值".encode("gbk"), "invalid-utf8"),
        (b"a: \xed\xa0\x80", "invalid-utf8"),
        (b"x" * (MAX_BYTES + 1), "file-too-large"),
    ],
)
def test_bytes_that_are_no_text_are_refused(data: bytes, code: str) -> None:
    assert code == refused(decode(data, "file"))


def test_a_bad_byte_is_shown_where_it_stands() -> None:
    _, (finding,) = decode(b"\xef\xbb\xbfa: 1\nb: \xe4\xb8\xad \xff\n", "file")
    assert ("file:2:6", "0xff") == (str(finding.place), finding.details["byte"])


def test_a_file_of_fifty_megabytes_is_refused_without_reading_it_whole(tmp_path: Path) -> None:
    path = tmp_path / "large.yaml"
    with path.open("wb") as file:
        file.truncate(50 * 1024 * 1024)
    begun = time.perf_counter()
    _, (finding,) = read_text(path)
    assert ("file-too-large", "the file is larger than 16 MB") == (finding.code, finding.cause())
    assert time.perf_counter() - begun < 5
    assert "file-too-large" == refused(read_text(Path("/dev/zero")))


def test_what_cannot_be_opened_says_why(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("a: 1")
    (tmp_path / "loop").symlink_to("loop")
    assert "missing-file" == refused(read_text(tmp_path / "none.yaml"))
    assert "not-a-file" == refused(read_text(tmp_path))
    for path in (tmp_path / "file" / "x", tmp_path / "loop", tmp_path / ("x" * 300), tmp_path / "a\0b"):
        assert "unreadable-file" == refused(read_text(path))


@pytest.mark.parametrize(
    "tree",
    [
        {
            "name": "never-first: a",
            "tier": "partner",
            "cares": ["cost", "fit"],
            "stakeholders": [{"name": "甲", "power": "high"}],
        },
        {"name": "yes", "spy": "none", "note": "null", "code": "0012", "ratio": 0.5, "amount": 1200000},
        {"name": "", "stakeholders": []},
        {"name": "* - : # {", "note": "two\nlines"},
        {"stakeholders": [{"name": "A", "roles": ["x", "y"]}, {"name": "B", "roles": []}]},
    ],
)
def test_what_is_written_is_read_again(tree: dict[str, object]) -> None:
    assert tree == yaml.safe_load(to_yaml(tree))
    assert [()] == [parse(Source("file", to_yaml(tree)))[1]]


def test_flags_are_written_as_authors_write_them_and_people_on_one_line() -> None:
    tree = {"name": "A", "invited": True, "quiet": False, "stakeholders": [{"name": "B", "met": date(2026, 1, 2)}]}
    assert "name: A\ntier: partner\n" == to_yaml({"name": "A", "tier": "partner"})
    assert "name: A\ninvited: yes\nquiet: no\nstakeholders:\n  - {name: B, met: 2026-01-02}\n" == to_yaml(tree)
