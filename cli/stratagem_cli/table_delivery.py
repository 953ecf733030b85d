"""A decision table → its file: CSV, or a workbook with dropdowns, frozen headings and notes."""

from pathlib import Path

from stratagem.authoring.guides import columns_of, title_of_offers
from stratagem.authoring.tabulating import Tabulated
from stratagem.rulebook import Rulebook
from stratagem.sheets.writing import csv_text, workbook_bytes
from stratagem_cli.output import deliver, deliver_bytes


def deliver_table(
    table: Tabulated, out: str | None, rulebook: Rulebook, lang: str, *, names: str | None = None
) -> None:
    """Write a table by the ending of `out`, CSV where there is none; `names` is the language of labels, None of ids."""
    if out is None or Path(out).suffix.lower() != ".xlsx":
        deliver(csv_text((table.headings, *table.rows)), out)
        return
    columns = columns_of(table, rulebook, lang, names)
    deliver_bytes(workbook_bytes(table.id, columns, table.rows, title_of_offers(lang)), out)
