"""What the README shows is what really comes out."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from stratagem import Advisor
from stratagem.diagnostics import Source

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    fenced = re.findall(r"^```(\w*)\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
    return [text for name, text in fenced if name == language]


def test_the_output_on_the_first_screen_is_real() -> None:
    shown = next(block for block in blocks("") if block.startswith("$ "))
    command, _, expected = shown.partition("\n")
    arguments = command.removeprefix("$ .venv/bin/stratagem ").split()
    environment = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "STRATAGEM_LANG")}
    script = Path(sys.executable).with_name("stratagem")
    run = subprocess.run(
        [script, *arguments], cwd=ROOT, env={**environment, "LC_ALL": "C.UTF-8"}, capture_output=True, check=True
    )
    assert run.stdout.decode().startswith(expected.removesuffix("…\n"))


def test_the_account_in_the_readme_is_advised_on() -> None:
    advisor = Advisor.load()
    account = next(block for block in blocks("yaml") if block.startswith("name:"))
    read = list(advisor.read_accounts(Source("README.md", account)))
    assert [()] == [diagnostics for _, diagnostics in read]


def test_the_python_in_the_readme_runs_and_says_what_it_claims() -> None:
    code = blocks("python")[0].replace('or Advisor.load("path/to/rulebook")', "")
    names: dict[str, object] = {}
    exec(compile(code, "README.md", "exec"), names)
    advisor = Advisor.load()
    first = advisor.advise({"name": "Acme", "tier": "partner", "stakeholders": []}).recommendations[0].strategy
    assert f'# "{first}"' in code


@pytest.mark.parametrize("document", sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("bench/*.md")]))
def test_links_lead_somewhere(document: Path) -> None:
    text = re.sub(r"```.*?```", "", document.read_text(encoding="utf-8"), flags=re.DOTALL)
    targets = re.findall(r"\]\((?!https?://|#)([^)#\s]+)", text)
    assert [] == [target for target in targets if not (document.parent / target).exists()]
