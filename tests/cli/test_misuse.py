"""What a newcomer types wrongly, and what the answer says to do."""

import pytest

from stratagem_cli.main import COMMANDS
from tests.cli.running import PURCHASE, THREE, run

MISTAKES = [
    (("help",), "stratagem --help", "没有“help”这个命令"),
    (("help", "brief"), "stratagem brief --help", "是不是想写"),
    (("advice", PURCHASE), f"stratagem advise {PURCHASE}", "没有“advice”这个命令"),
    (("xyzzy",), "the commands are advise, interview", "可用的命令有 advise"),
    ((PURCHASE,), f"stratagem advise {PURCHASE}", "是文件"),
    (("-x",), "stratagem --help", "没有“-x”这个选项"),
    (("advise",), "stratagem advise account.yaml", "请指定文件"),
    (("advise", PURCHASE, "--rulez", "x"), "did you mean  stratagem advise … --rules", "没有“--rulez”这个选项"),
    (("advise", PURCHASE, "--format", "pdf"), "choose one of text, json, markdown, html", "--format 不能是“pdf”"),
    (("advise", PURCHASE, "--top", "0"), "--top is a whole number from 1, not 0", "从 1 起的整数"),
    (("advise", PURCHASE, "--top", "many"), 'not "many"', "不能是“many”"),
    (("advise", PURCHASE, "--as-of", "yesterday"), "write it like 2026-11-23", "不是日期"),
    (("advise", PURCHASE, "--as-of", "2026-02-30"), "write it like 2026-11-23", "不是日期"),
    (("advise", PURCHASE, "--as-of", ""), "write it like 2026-11-23", "不是日期"),
    (("advise", PURCHASE, "--lang", "fr"), "it speaks en, zh", "只有 en, zh"),
    (("advise", PURCHASE, "--lang"), '"--lang" needs a value', "后面要跟一个值"),
    (("explain",), "which file?", "请指定文件"),
    (("explain", PURCHASE), "which strategy?", "请指定策略"),
    (("explain", PURCHASE, "executive", "visit"), "put quotes around", "请加引号"),
    (("explain", PURCHASE, "exective_visit"), "executive_visit", "executive_visit"),
    (("whatif", PURCHASE), "--set fact=value", "--set 事实=值"),
    (("whatif", PURCHASE, "--set", "tier"), '"tier" has no "="', "“tier”里没有“=”"),
    (("whatif", THREE, "--set", "tier=partner"), "holds 3 accounts", "有 3 个客户"),
    (("whatif", PURCHASE, PURCHASE, "--set", "a=b"), "one file at a time", "一次只看一个文件"),
    (("whynot", PURCHASE), "which strategy?", "请指定策略"),
    (("whynot", PURCHASE, "exective_visit"), "executive_visit", "executive_visit"),
    (("whynot", PURCHASE, "executive_visit", "--top", "0"), "from 1, not 0", "从 1 起的整数"),
    (("whynot", THREE, "executive_visit"), "holds 3 accounts", "有 3 个客户"),
    (("compare", PURCHASE), "which two strategies?", "哪两个策略"),
    (("compare", PURCHASE, "develop_spy"), "which other strategy?", "还要和哪个策略"),
    (("compare", PURCHASE, "develop_spy", "发展线人"), "compared with itself", "不能和自己比较"),
    (("compare", PURCHASE, "develop_spy", "exective_visit"), "executive_visit", "executive_visit"),
    (("compare", THREE, "develop_spy", "executive_visit"), "holds 3 accounts", "有 3 个客户"),
    (("brief",), "stratagem brief account.yaml --out brief.html", "请指定文件"),
    (("brief", PURCHASE, PURCHASE), "one file at a time", "一次只看一个文件"),
    (("brief", THREE), "holds 3 accounts", "有 3 个客户"),
    (("brief", PURCHASE, "--format", "text"), "choose one of html, markdown, json", "html, markdown, json"),
    (("rating",), "self-rating", "自检文件"),
    (("rating", PURCHASE), "seems to hold an account", "好像是客户资料"),
    (("schema",), "`account`, `rules` or `cases`?", "account（客户文件）"),
    (("schema", "accounts"), "choose one of account, rules, cases", "不能是“accounts”"),
    (("new", "rulebok", "x"), "did you mean  stratagem new rulebook", "没有“rulebok”这个命令"),
    (("new", "rulebook"), "the name of a folder", "请指定文件夹"),
    (("new", "rule"), "stratagem new rule needs an id", "请给规则起个编号"),
    (("new", "rule", "A_b", "--rules", "x", "--ask", "y"), "small letters, digits and hyphens: a-b", "不能作编号"),
    (("new", "rule", "a", "--rules", "x", "--priority", "0"), "from 1 to 100, not 0", "1 到 100 的整数"),
    (("interview", "-"), "name the account's file", "请写明客户文件"),
    (("interview", THREE), "holds 3 accounts", "有 3 个客户"),
    (("docs", "a", "b"), '"b" is one too many', "多了一个“b”"),
    (("docs", "nowhere"), "there is no such file or folder", "nowhere"),
]


@pytest.mark.parametrize(("words", "english", "chinese"), MISTAKES, ids=[" ".join(each[0])[-40:] for each in MISTAKES])
def test_a_mistake_is_answered_with_what_to_do(words: tuple[str, ...], english: str, chinese: str) -> None:
    for env, expected, remedy in (({}, english, "help: "), ({"STRATAGEM_LANG": "zh"}, chinese, "建议：")):
        result = run(*words, env=env)
        assert (result.exit_code, result.stdout) == (2, "")
        assert expected in result.stderr
        assert remedy in result.stderr
        assert "Traceback" not in result.stderr


def test_alone_the_command_prints_help() -> None:
    assert run().exit_code == 0
    assert run().stdout == run("--help").stdout == run("-h").stdout


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(command: str) -> None:
    result = run(command, "--help")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith(f"Usage: stratagem {command} ")


def test_help_lists_every_command_with_what_it_does() -> None:
    text = " ".join(run("--help").stdout.split())
    assert [command for command, about in COMMANDS.items() if f"{command} {about}" not in text] == []


def test_the_version_is_the_package_s() -> None:
    from importlib.metadata import version

    assert run("--version").stdout == run("-V").stdout == f"stratagem, version {version('stratagem')}\n"
