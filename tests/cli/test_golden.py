"""What people read for the worked example, word for word. STRATAGEM_UPDATE_GOLDEN=1 rewrites it."""

import pytest

from tests.cli.running import ON, PURCHASE, PURCHASE_ZH, golden, run

CASES = {
    "advise-en.txt": ("advise", PURCHASE),
    "advise-zh.txt": ("advise", PURCHASE_ZH, "--lang", "zh"),
    "advise-en.md": ("advise", PURCHASE, "--format", "markdown"),
    "brief-en.md": ("brief", PURCHASE, "--format", "markdown"),
    "brief-zh.md": ("brief", PURCHASE_ZH, "--format", "markdown", "--lang", "zh"),
    "whatif-en.txt": ("whatif", PURCHASE, "--set", "purchase_stage=criteria", "--set", "总经理.stance=supporter"),
    "whatif-zh.md": ("whatif", PURCHASE_ZH, "--set", "采购阶段=标准准备", "--format", "markdown", "--lang", "zh"),
    "whynot-en.txt": ("whynot", PURCHASE, "neutralise_opponent"),
    "whynot-zh.md": ("whynot", PURCHASE_ZH, "化解反对者", "--format", "markdown", "--lang", "zh"),
    "compare-en.txt": ("compare", PURCHASE, "penetrate_upward", "shape_criteria"),
    "compare-zh.md": ("compare", PURCHASE_ZH, "见影响者", "验证线人", "--format", "markdown", "--lang", "zh"),
    "explain-en.txt": ("explain", PURCHASE, "penetrate_upward"),
}


@pytest.mark.parametrize("name", CASES)
def test_the_worked_example_reads_as_agreed(name: str) -> None:
    result = run(*CASES[name], *ON)
    assert result.exit_code == 0
    assert result.stdout == golden(name, result.stdout)


@pytest.mark.parametrize("width", ["40", "60", "80", "120"])
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_no_line_is_wider_than_the_screen(lang: str, width: str) -> None:
    from rich.cells import cell_len

    text = run("advise", PURCHASE, "--lang", lang, *ON, env={"COLUMNS": width}).stdout
    assert [line for line in text.split("\n") if cell_len(line) > int(width)] == []


@pytest.mark.parametrize("columns", ["", "0", "-5", "wide", "９０", "99999999999", "3"])
def test_a_strange_width_is_no_fault(columns: str) -> None:
    assert run("advise", PURCHASE, *ON, env={"COLUMNS": columns}).exit_code == 0


def test_the_whole_advice_fits_on_about_two_screens() -> None:
    assert len(run("advise", PURCHASE, *ON).stdout.split("\n")) <= 80
