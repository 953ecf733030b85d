"""Saves the accounts that show findings as account files, each with what it shows and how to run it."""

from collections.abc import Mapping
from pathlib import Path

from stratagem.analysis import CheckReport, Finding, Witness
from stratagem.documents.writing import to_yaml
from stratagem_cli.output import deliver, fail

_SAID = {
    "en": ("Shows: {cause}.", "Run it: {command}"),
    "zh": ("例证：{cause}。", "运行：{command}"),
}


def save_witnesses(report: CheckReport, folder: Path, rules: str | None, lang: str) -> Mapping[int, Path]:
    """Write one file for each finding with a witness: the place of the finding in the report → its file."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        fail(error, str(folder))
    saved: dict[int, Path] = {}
    taken: set[str] = set()
    for at, finding in enumerate(report.findings):
        if finding.witness is not None:
            name = _name(finding, taken)
            saved[at] = folder / name
            deliver(_file(finding, finding.witness, saved[at], rules, lang), str(saved[at]))
    return saved


def run_command(file: Path | str, witness: Witness, rules: str | None) -> str:
    """What to type to be advised on a witness."""
    words = ["stratagem advise", _quoted(str(file))]
    words += [f"--rules {_quoted(rules)}"] if rules is not None else []
    words += [f"--as-of {witness.as_of}"] if witness.as_of is not None else []
    return " ".join(words)


def account_text(witness: Witness) -> str:
    """The witness as an account file says it."""
    return to_yaml(witness.account)


def _file(finding: Finding, witness: Witness, path: Path, rules: str | None, lang: str) -> str:
    shows, run = _SAID.get(lang, _SAID["en"])
    lines = [
        f"# {finding.place}: {finding.kind}",
        "# " + shows.format(cause=finding.cause(lang)),
        "# " + run.format(command=run_command(path, witness, rules)),
    ]
    return "\n".join(" ".join(line.split()) for line in lines) + "\n" + account_text(witness)


def _name(finding: Finding, taken: set[str]) -> str:
    """`<kind>-<id>.yaml`; numbered where several findings of a kind are about one thing."""
    stem = f"{finding.kind}-{finding.subject.id}"
    stem = "".join(each if each.isalnum() or each in "-_" else "-" for each in stem)[:100]
    name, number = stem, 1
    while name in taken:
        number += 1
        name = f"{stem}-{number}"
    taken.add(name)
    return f"{name}.yaml"


def _quoted(word: str) -> str:
    return f'"{word}"' if any(each in word for each in " ()&;'") else word
