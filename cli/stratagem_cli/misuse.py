"""A command line that could not be understood → what was wrong and what to type instead, in English and Chinese.

click finds most of these faults; here they are told the way findings in files are told: the cause, then the remedy.
"""

import difflib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

import click

from stratagem_cli.language import language_of

EXAMPLES = {
    "advise": "stratagem advise account.yaml",
    "explain": 'stratagem explain account.yaml "Executive visit"',
    "whatif": "stratagem whatif account.yaml --set purchase_stage=criteria --set Anna.stance=supporter",
    "whynot": 'stratagem whynot account.yaml "Executive visit" --top 3',
    "compare": "stratagem compare account.yaml executive_visit develop_spy",
    "brief": "stratagem brief account.yaml --out brief.html",
    "interview": "stratagem interview account.yaml",
    "book": "stratagem book accounts.csv --stakeholders people.csv --out advice.csv",
    "diff": "stratagem diff HEAD~1:rules/key_account rules/key_account",
    "rating": "stratagem rating self-rating.yaml",
    "new": "stratagem new rulebook my-rules",
    "new table": "stratagem new table first-moves --rules my-rules --facts need --recommend clarify_the_need",
    "new rule": 'stratagem new rule large-deals --rules my-rules --when "amount=>= 100000" --recommend team_review',
    "check": "stratagem check my-rules --witnesses witnesses",
    "test": "stratagem test my-rules --mutate",
    "table": "stratagem table export tiers --rules my-rules --out tiers.xlsx",
    "table import": "stratagem table import tiers.xlsx --rules my-rules --out my-rules/tiers.csv",
    "docs": "stratagem docs --out docs/rules",
    "schema": "stratagem schema account",
}
"""Command → how it is called most often."""

_SAID = {
    "en": {
        "missing": "{name} is missing",
        "missing FILE": "which file? {command} needs one that holds an account; - reads standard input",
        "missing FILE rating": "which file? {command} needs one that holds a self-rating; - reads standard input",
        "missing STRATEGY": "which strategy? Name it by its id or its label, as `stratagem advise` prints it",
        "missing account|rules|cases": "the schema of what: `account`, `rules` or `cases`?",
        "missing ACCOUNTS": "which accounts? {command} needs a CSV, XLSX or Parquet file of them",
        "missing FOLDER": "where? {command} needs the name of a folder that is not there yet",
        "missing ID": "what shall it be called? {command} needs an id such as large-deals-need-a-review",
        "no interview from a pipe": "standard input gives the answers here; name the account's file",
        "no name": "an account needs a name, which tells what file it is kept in",
        "install what": "schemas are installed into a rulebook of yours: stratagem schema rules DIR --install",
        "folder taken": "{folder} is not empty; name a folder that is not there yet",
        "file taken": "{file} is there already; choose another id, or remove the file first",
        "not a folder": "{folder} is a rulebook in one file; new files need a rulebook that is a folder",
        "bad id": '"{value}" is no id; write small letters, digits and hyphens: {near}',
        "no effect": "what shall the rule do? Give --recommend, --avoid, --hold, --veto, --warn or --ask",
        "no base": '--extends: "{value}" is no rulebook; name a folder, or one that is built in: {allowed}',
        "no such fact": '--facts: "{name}" is not a fact that a table can list; these are: {allowed}',
        "no values to list": "{name} is a {kind}: it has no list of values, so no row can stand for each",
        "too many rows": "that makes {count} rows, and a table holds {most} at the most here; name fewer facts",
        "missing NAME": "what shall it be called? {command} needs a name such as first-moves",
        "no test": '--when: "{value}" is no test; write it like "tier=partner" or "amount=>= 100000"',
        "built-in rules": "the built-in rulebook is not yours to add to; name your own: --rules DIR",
        "too many people": "--stakeholders is given once; twice where --map joins two files of people",
        "out is input": "{file} is read here; write the result to another file",
        "no book": 'a book needs {name}, which is not installed: pip install "stratagem[book]"',
        "no solver": 'exact checks need {name}, which is not installed: pip install "stratagem[check]"',
        "no profile": '{param}: no profile is made of "{value}"; choose facts among {allowed}',
        "no pytest": (
            'features need {name}, which is not installed: pip install "stratagem[test]"; --only cases does without'
        ),
        "no rule": '{param}: this rulebook has no rule "{value}"',
        "no rule near": '{param}: this rulebook has no rule "{value}"; did you mean {near}?',
        "missing OLD": "which rulebooks? {command} needs the old one and the new one",
        "missing NEW": "which new rulebook? {command} needs the old one and the new one",
        "no accounts": "{name} needs --book and a file of accounts",
        "no place": '"{name}" is neither a folder nor a place in a git revision, such as HEAD~1:rules/key_account',
        "no repository": '"{name}" is no folder, and git cannot look for a revision here: {reason}',
        "no revision": '"{name}": git knows no revision "{revision}"',
        "not in revision": '"{name}": there is no "{path}" in {revision}; paths begin at the root of the repository',
        "no staged": '"{name}": what is staged is no revision; name one, such as HEAD:{path}',
        "no git": "reading a revision needs git, which is not installed; name two folders instead",
        "no pyspark": 'Spark needs {name}, which is not installed: pip install "stratagem[spark]"',
        "no master": "--engine spark needs --master, the address of the cluster: --master spark://host:7077",
        "master without spark": "--master names a cluster, and this book is done here; add --engine spark",
        "no command": '"{name}" is not a command',
        "no command for file": '"{name}" is a file, and what to do with it is missing',
        "no option": '{command} has no option "{name}"',
        "no value": '"{name}" needs a value after it',
        "not one of": '{param} cannot be "{value}"; choose one of {allowed}',
        "out of range": "{param} is a whole number from {low}, not {value}",
        "not between": "{param} is a whole number from {low} to {high}, not {value}",
        "not a number": '{param} is a whole number from {low}, not "{value}"',
        "not a share": '{param} is a number from {low} to {high}, not "{value}"',
        "bad date": '{param}: "{value}" is no date; write it like 2026-11-23',
        "no kinds": "--skip leaves nothing to look for; skip fewer kinds",
        "no kind": '{param}: "{value}" is not a kind of finding; choose one of {allowed}',
        "bad language": '{param}: this rulebook does not speak "{value}"; it speaks {allowed}',
        "extra": '{command}: "{name}" is one too many; put quotes around a name that has blanks',
        "extra FILE": '{command} takes one file at a time; "{name}" is one too many',
        "several accounts": "{file} holds {count} accounts; {command} is about one: put it into a file of its own",
        "missing ONE": "which two strategies? Name them by ids or labels, as `stratagem advise` prints them",
        "missing OTHER": "which other strategy? {command} takes two; name it by its id or its label",
        "same strategy": "{name} is compared with itself; name another strategy",
        "nothing set": "what is otherwise? Say it with --set fact=value, --unset fact or --add NAME",
        "no assignment": '--set: "{value}" has no "="; write fact=value, or NAME.attribute=value',
        "several ratings": "{file} holds {count} ratings; one is shown at a time: put it into a file of its own",
        "no rating": "the rulebook {name} has no self-rating; leave --rules out to use the built-in one",
        "is account": "{file} seems to hold an account; a self-rating has `name` and 0 to 10 for each of: {allowed}",
        "bad ending": "{file}: a table is written to a file that ends in one of {allowed}",
        "which table": 'which table? This rulebook has {allowed}; or name rules, such as "partner-*"',
        "no table": 'the rulebook {name} has no tables; name the rules to export, such as "partner-*"',
        "no such rule": 'this rulebook has no table and no rule called "{name}"; stratagem docs lists its rules',
        "near rule": 'this rulebook has no table and no rule called "{name}"; did you mean "{near}"?',
        "rows of one table": "one row of table {name} fires (hit policy {policy}): export the table alone, as {name}",
        "policy in yaml": "rules in YAML all fire, rows under hit policy {policy} do not: write a .csv file",
        "missing FILE table import": "which file? {command} needs the .xlsx or .csv file that was edited",
        "try": "help: for example  {example}\n      all options     {help}",
        "commands": "help: the commands are {commands}\n      all of them     {help}",
        "mean": "help: did you mean  {near}",
    },
    "zh": {
        "missing": "缺少 {name}",
        "missing FILE": "请指定文件：{command} 需要一个客户文件；写 - 则读标准输入",
        "missing FILE rating": "请指定文件：{command} 需要一个自检文件；写 - 则读标准输入",
        "missing STRATEGY": "请指定策略：写编号或名称，stratagem advise 的输出里都有",
        "missing account|rules|cases": "要哪一种结构：account（客户文件）、rules（规则文件）还是 cases（用例文件）？",
        "missing ACCOUNTS": "请指定客户表：{command} 需要一个 CSV、XLSX 或 Parquet 文件",
        "missing FOLDER": "请指定文件夹：{command} 需要一个还不存在的文件夹名",
        "missing ID": "请给规则起个编号：{command} 需要像 large-deals-need-a-review 这样的编号",
        "no interview from a pipe": "标准输入在这里用来回答问题，请写明客户文件",
        "no name": "客户要有名称，文件也按它来命名",
        "install what": "结构要安装到你自己的规则库里：stratagem schema rules DIR --install",
        "folder taken": "{folder} 不是空的，请换一个还不存在的文件夹",
        "file taken": "{file} 已经存在，请换一个编号，或先删除该文件",
        "not a folder": "{folder} 是单个文件的规则库；要添加文件，规则库须是文件夹",
        "bad id": "“{value}”不能作编号，只能用小写字母、数字和连字符：{near}",
        "no effect": "规则起什么作用？请给出 --recommend、--avoid、--hold、--veto、--warn 或 --ask",
        "no base": "--extends：“{value}”不是规则库，请写文件夹，或内置的：{allowed}",
        "no such fact": "--facts：“{name}”不是可以列成表的事实，可用的有：{allowed}",
        "no values to list": "{name} 的种类是 {kind}，没有可以逐行列出的取值",
        "too many rows": "这样会有 {count} 行，这里最多 {most} 行；请少写几个事实",
        "missing NAME": "请给表起个名字：{command} 需要像 first-moves 这样的名字",
        "no test": '--when：“{value}”不是条件，请写成 "tier=partner" 或 "amount=>= 100000" 这样',
        "built-in rules": "内置规则库不能添加，请用 --rules DIR 指定你自己的规则库",
        "too many people": "--stakeholders 只写一次；--map 要合并两个人员文件时才写两次",
        "out is input": "{file} 是要读取的文件，请把结果写到别的文件",
        "no book": '处理客户表需要 {name}，尚未安装：pip install "stratagem[book]"',
        "no solver": '精确检查需要 {name}，尚未安装：pip install "stratagem[check]"',
        "no profile": "{param}：不能用“{value}”组成情形，可选的事实有 {allowed}",
        "no pytest": '功能文件需要 {name}，尚未安装：pip install "stratagem[test]"；加上 --only cases 就不需要',
        "no rule": "{param}：规则库里没有规则“{value}”",
        "no rule near": "{param}：规则库里没有规则“{value}”；是不是想写 {near}",
        "missing OLD": "请指定规则库：{command} 需要旧的和新的两个",
        "missing NEW": "还缺新的规则库：{command} 需要旧的和新的两个",
        "no accounts": "{name} 要和 --book 及客户表一起用",
        "no place": "“{name}”既不是文件夹，也不是 git 版本里的位置（如 HEAD~1:rules/key_account）",
        "no repository": "“{name}”不是文件夹，git 在这里也找不了版本：{reason}",
        "no revision": "“{name}”：git 里没有“{revision}”这个版本",
        "not in revision": "“{name}”：{revision} 里没有“{path}”；路径要从仓库根目录写起",
        "no staged": "“{name}”：暂存区不是版本；请写明版本，例如 HEAD:{path}",
        "no git": "读取 git 版本需要安装 git；也可以直接指定两个文件夹",
        "no pyspark": '使用 Spark 需要 {name}，尚未安装：pip install "stratagem[spark]"',
        "no master": "--engine spark 还需要 --master 指明集群地址：--master spark://host:7077",
        "master without spark": "--master 指定了集群，而现在是在本机处理；请加上 --engine spark",
        "no command": "没有“{name}”这个命令",
        "no command for file": "“{name}”是文件，前面还要写明做什么",
        "no option": "{command} 没有“{name}”这个选项",
        "no value": "“{name}”后面要跟一个值",
        "not one of": "{param} 不能是“{value}”，只能是 {allowed}",
        "out of range": "{param} 要写从 {low} 起的整数，不能是 {value}",
        "not between": "{param} 要写 {low} 到 {high} 的整数，不能是 {value}",
        "not a number": "{param} 要写从 {low} 起的整数，不能是“{value}”",
        "not a share": "{param} 要写 {low} 到 {high} 的数，不能是“{value}”",
        "bad date": "{param}：“{value}”不是日期，请写成 2026-11-23 这样",
        "no kinds": "--skip 之后没有可检查的了，请少跳过几种",
        "no kind": "{param}：没有“{value}”这种问题，只有 {allowed}",
        "bad language": "{param}：规则库没有“{value}”这种语言，只有 {allowed}",
        "extra": "{command} 多了一个“{name}”；内容里有空格时请加引号",
        "extra FILE": "{command} 一次只看一个文件，多了“{name}”",
        "several accounts": "{file} 里有 {count} 个客户，而 {command} 只看一个：请把它单独存成一个文件",
        "missing ONE": "要比较哪两个策略？写编号或名称，stratagem advise 的输出里都有",
        "missing OTHER": "还要和哪个策略比较？{command} 需要两个，写编号或名称",
        "same strategy": "{name} 不能和自己比较，请换一个策略",
        "nothing set": "要假设什么？请用 --set 事实=值、--unset 事实 或 --add 姓名 写明",
        "no assignment": "--set：“{value}”里没有“=”，请写成 事实=值，或 姓名.属性=值",
        "several ratings": "{file} 里有 {count} 份自检，而一次只看一份：请单独存成一个文件",
        "no rating": "规则库 {name} 没有自检表；不写 --rules 就用内置的规则库",
        "is account": "{file} 里好像是客户资料。自检文件要有 name，并给每一项打 0 到 10 分：{allowed}",
        "bad ending": "{file}：表格要写到以 {allowed} 之一结尾的文件",
        "which table": '导出哪张表？规则库里有 {allowed}；也可以写规则，如 "partner-*"',
        "no table": '规则库 {name} 里没有决策表；请写要导出的规则，如 "partner-*"',
        "no such rule": "规则库里没有叫“{name}”的表或规则；stratagem docs 会列出全部规则",
        "near rule": "规则库里没有叫“{name}”的表或规则，是不是想写“{near}”？",
        "rows of one table": "表 {name} 只触发一行（命中策略 {policy}）：请单独导出整张表 {name}",
        "policy in yaml": "YAML 里的规则都会触发，命中策略 {policy} 的各行则不然：请写到 .csv 文件",
        "missing FILE table import": "请指定文件：{command} 需要改好的 .xlsx 或 .csv 文件",
        "try": "建议：例如  {example}\n      全部选项  {help}",
        "commands": "建议：可用的命令有 {commands}\n      全部说明  {help}",
        "mean": "建议：是不是想写  {near}",
    },
}


class Misuse(click.UsageError):
    """A fault of the command line that a command finds itself: a code of `_SAID` and what fills it."""

    def __init__(self, code: str, **details: str) -> None:
        """Say it in English; whoever shows it chooses the language."""
        super().__init__(_SAID["en"][code].format(**{"command": "the command", **details}))
        self.code, self.details = code, details


class _Told(click.ClickException):
    """A fault of the command line, told."""

    exit_code = 2

    def show(self, file: object = None) -> None:
        """Print it as findings are printed, on standard error."""
        click.echo(self.message, err=True)


@contextmanager
def told_kindly(commands: Iterable[str], typed: Sequence[str]) -> Iterator[None]:
    """Tell faults of what was `typed` in the language of the user; `commands` are those there are."""
    try:
        yield
    except click.UsageError as error:
        raise _Told(told(error, tuple(commands), typed)) from error


def told(error: click.UsageError, commands: tuple[str, ...], typed: Sequence[str]) -> str:
    """What was wrong, and what to type instead."""
    said = _SAID["zh" if language_of(typed) == "zh" else "en"]
    names = list(_names(error.ctx))
    name = " ".join(names) or None
    command = f"stratagem {name}" if name else "stratagem"
    cause, near = _cause(error, name, command, said)
    if isinstance(error, Misuse) and error.code.startswith("no command"):
        near = _near_command(error.details["name"], error.code, commands, typed)
        rest = said["commands"].format(commands=", ".join(commands), help="stratagem --help")
    elif names and (example := EXAMPLES.get(name or "") or EXAMPLES.get(names[0])):
        rest = said["try"].format(example=example, help=f"{command} --help")
    else:
        rest = said["commands"].format(commands=", ".join(commands), help="stratagem --help")
    return f"{cause}\n{said['mean'].format(near=near) if near else rest}"


def _names(context: click.Context | None) -> Iterator[str]:
    """The words of a command below `stratagem`: `new`, `rule`."""
    if context is not None and context.parent is not None:
        yield from _names(context.parent)
        yield context.info_name or ""


def _cause(error: click.UsageError, name: str | None, command: str, said: dict[str, str]) -> tuple[str, str | None]:
    """What was wrong, and the nearest thing that would have been right."""
    match error:
        case Misuse():
            details = {"command": command, "param": _written(error), **error.details}
            return said[error.code].format(**details), None
        case click.MissingParameter():
            return _missing(error, name, command, said), None
        case click.NoSuchCommand():
            inside = error.possibilities[0] if error.possibilities else None
            return said["no command"].format(name=error.command_name), f"{command} {inside}" if inside else None
        case click.NoSuchOption():
            near = f"{command} … {error.possibilities[0]}" if error.possibilities else None
            return said["no option"].format(command=command, name=error.option_name), near
        case click.BadOptionUsage():
            return said["no value"].format(name=error.option_name), None
        case click.BadParameter():
            return _bad(error, said), None
        case _ if error.message.startswith("Got unexpected extra argument"):
            extra = error.message.partition("(")[2].rstrip(")").split(" ")[0]
            code = "extra FILE" if name in ("brief", "rating", "whatif") else "extra"
            return said[code].format(command=command, name=extra), None
        case _:
            return error.format_message(), None


def _missing(error: click.MissingParameter, name: str | None, command: str, said: dict[str, str]) -> str:
    parameter = _written(error)
    code = f"missing {parameter} {name}" if f"missing {parameter} {name}" in said else f"missing {parameter}"
    return said.get(code, said["missing"]).format(name=parameter, command=command)


def _bad(error: click.BadParameter, said: dict[str, str]) -> str:
    value = error.message.partition("'")[2].partition("'")[0]
    match error.param.type if error.param else None:
        case click.Choice(choices=choices):
            return said["not one of"].format(param=_written(error), value=value, allowed=", ".join(map(str, choices)))
        case click.IntRange(min=low) if value:
            return said["not a number"].format(param=_written(error), value=value, low=low)
        case click.IntRange(min=low, max=high):
            code = "out of range" if high is None else "not between"
            value = error.message.split(" ")[0]
            return said[code].format(param=_written(error), value=value, low=low, high=high)
        case click.FloatRange(min=low, max=high):
            value = value or error.message.split(" ")[0]
            return said["not a share"].format(param=_written(error), value=value, low=f"{low:g}", high=f"{high:g}")
        case _:
            return error.format_message()


def _written(error: click.UsageError) -> str:
    """A parameter as it is typed: `--top`, `FILE`."""
    param = getattr(error, "param", None)
    if isinstance(param, click.Option):
        return param.opts[0]
    if isinstance(param, click.Argument):
        return param.make_metavar(click.Context(click.Command(None))).strip("{}[].")
    return ""


def _near_command(name: str, code: str, commands: tuple[str, ...], typed: Sequence[str]) -> str | None:
    rest = " ".join(typed[typed.index(name) + 1 :])
    if code == "no command for file":
        return f"stratagem advise {name} {rest}".rstrip()
    if name == "help":
        return f"stratagem {rest} --help" if rest in commands else "stratagem --help"
    near = difflib.get_close_matches(name.lower(), commands, n=1, cutoff=0.6)
    return f"stratagem {near[0]} {rest}".rstrip() if near else None
