"""What became of a book's rows, line by line, and a progress bar where somebody watches."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

from stratagem_cli.rendering.progress import progress as bar

if TYPE_CHECKING:
    from stratagem.book.files import Job, Outcome

FIRST = 5
"""So many people without an account are named."""

_SAID = {
    "en": {
        "reading": "Advising",
        "ignored": "{file}: columns the mapping does not use: {columns}",
        "strangers": "{file}: {people_without} people belong to no account of this book, and no advice considers them, "
        "such as",
        "stranger": "  row {row}, column {column}: {cause}",
        "list them": "To have all of them in a file, call again with --on-error reject.",
        "listed": "Bad rows, with all their cells and the reasons, to mend and hand in again: {files}",
        "nothing": "Nothing was written: {rejected} of {accounts} accounts have bad rows. Mend these, or call again "
        "with --on-error reject to leave the accounts out.",
        "sum": "{accounts} accounts in = {advised} advised + {rejected} rejected. Written: {out}",
        "people": "{people} people in = {people_advised} considered + {people_rejected} of rejected accounts + "
        "{people_without} of no account",
        "comma": ", ",
    },
    "zh": {
        "reading": "正在分析",
        "ignored": "{file}：列名对照没有用到的列：{columns}",
        "strangers": "{file}：有 {people_without} 个人员不属于表中任何客户，建议里没有考虑他们，例如",
        "stranger": "  第 {row} 行，“{column}”列：{cause}",
        "list them": "如要把他们全部列成文件，请加上 --on-error reject。",
        "listed": "有问题的行已连同原始单元格和原因写出，改好后可再次提交：{files}",
        "nothing": "没有写出任何结果：{accounts} 个客户中有 {rejected} 个存在问题行。请先改好，"
        "或加上 --on-error reject 跳过这些客户。",
        "sum": "读入客户 {accounts} 个 = 给出建议 {advised} 个 + 退回 {rejected} 个。已写入 {out}",
        "people": "读入人员 {people} 个 = 已考虑 {people_advised} 个 + 属于退回客户 {people_rejected} 个 + "
        "不属于任何客户 {people_without} 个",
        "comma": "、",
    },
}
_FIGURES = ("accounts", "advised", "rejected", "people", "people_advised", "people_rejected", "people_without")


def told(outcome: "Outcome", job: "Job", lang: str) -> Iterator[str]:
    """What became of every row."""
    said = _SAID["zh" if lang == "zh" else "en"]
    figures = {name: f"{getattr(outcome, name):,}" for name in _FIGURES}
    for file, columns in outcome.ignored:
        if columns:
            yield said["ignored"].format(file=file, columns=said["comma"].join(columns))
    if outcome.strangers:
        yield said["strangers"].format(file=job.people[0], **figures)
        for each in outcome.strangers[:FIRST]:
            cause = each.diagnostic.cause(lang)
            yield said["stranger"].format(row=each.row, column=outcome.heading(each.column), cause=cause)
        if job.on_error == "fail" and not outcome.failed and outcome.people_without > FIRST:
            yield said["list them"]
    if outcome.failed:
        yield said["nothing"].format(**figures)
        return
    if outcome.rejects:
        yield said["listed"].format(files=said["comma"].join(outcome.rejects))
    yield said["sum"].format(out=job.out, **figures)
    if job.people:
        yield said["people"].format(**figures)


def progress(lang: str) -> AbstractContextManager[Callable[[int, int], None] | None]:
    """A bar on a terminal's standard error; nothing elsewhere."""
    return bar(_SAID["zh" if lang == "zh" else "en"]["reading"])
