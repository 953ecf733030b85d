"""What became of a book's rows, line by line, and a progress bar where somebody watches."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from stratagem.book.files import Job, Outcome

FIRST = 5
"""So many people without an account are named."""

_SAID = {
    "en": {
        "reading": "Advising",
        "ignored": "{file}: columns the mapping does not use: {columns}",
        "strangers": "{file}: {count} people belong to no account of this book, and no advice considers them, such as",
        "stranger": "  row {row}, column {column}: {cause}",
        "listed": "All bad rows are in {file}.",
        "nothing": "Nothing was written. Mend these rows, or call again with --on-error reject to leave them out.",
        "sum": "{accounts} accounts in = {advised} advised + {rejected} rejected; {people} people. Written: {out}",
        "comma": ", ",
    },
    "zh": {
        "reading": "正在分析",
        "ignored": "{file}：列名对照没有用到的列：{columns}",
        "strangers": "{file}：有 {count} 个人员不属于表中任何客户，建议里没有考虑他们，例如",
        "stranger": "  第 {row} 行，“{column}”列：{cause}",
        "listed": "全部有问题的行见 {file}。",
        "nothing": "没有写出任何结果。请先改好这些行，或加上 --on-error reject 跳过它们。",
        "sum": "读入客户 {accounts} 个 = 给出建议 {advised} 个 + 退回 {rejected} 个；人员 {people} 个。已写入 {out}",
        "comma": "、",
    },
}


def told(outcome: "Outcome", job: "Job", lang: str) -> Iterator[str]:
    """What became of every row."""
    said = _SAID["zh" if lang == "zh" else "en"]
    for file, columns in outcome.ignored:
        if columns:
            yield said["ignored"].format(file=file, columns=said["comma"].join(columns))
    if outcome.strangers:
        yield said["strangers"].format(file=job.people[0], count=f"{len(outcome.strangers):,}")
        for each in outcome.strangers[:FIRST]:
            cause = each.diagnostic.cause(lang)
            yield said["stranger"].format(row=each.row, column=outcome.heading(each.column), cause=cause)
    if outcome.failed:
        yield said["nothing"]
        return
    if job.on_error == "reject" and (outcome.faults or outcome.strangers):
        yield said["listed"].format(file=job.rejected)
    figures = {name: f"{getattr(outcome, name):,}" for name in ("accounts", "advised", "rejected", "people")}
    yield said["sum"].format(out=job.out, **figures)


@contextmanager
def progress(lang: str) -> Iterator[Callable[[int, int], None] | None]:
    """A bar on a terminal's standard error; nothing elsewhere."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    said = _SAID["zh" if lang == "zh" else "en"]
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(said["reading"], total=None)

        def tell(done: int, of: int) -> None:
            bar.update(task, completed=done, total=of)

        yield tell
