"""Which language people read: what they ask for, else what their machine speaks."""

import pytest

from stratagem_cli.language import language_of
from tests.cli.running import ON, PURCHASE, run
from tests.small_rulebook import SMALL, written


@pytest.mark.parametrize(
    ("env", "words", "expected"),
    [
        ({}, (), "What to do"),
        ({"LANG": "zh_CN.UTF-8"}, (), "下一步"),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "zh_CN.UTF-8"}, (), "下一步"),
        ({"LC_ALL": "en_US.UTF-8", "LANG": "zh_CN.UTF-8"}, (), "What to do"),
        ({"LC_MESSAGES": "zh_TW.UTF-8"}, (), "下一步"),
        ({"STRATAGEM_LANG": "zh"}, (), "下一步"),
        ({"STRATAGEM_LANG": "en", "LANG": "zh_CN.UTF-8"}, (), "What to do"),
        ({"STRATAGEM_LANG": "zh"}, ("--lang", "en"), "What to do"),
        ({"STRATAGEM_LANG": "xx"}, (), "What to do"),
        ({"LANG": "fr_FR.UTF-8"}, (), "What to do"),
    ],
)
def test_the_language_asked_for_wins_over_the_machine(
    env: dict[str, str], words: tuple[str, ...], expected: str
) -> None:
    assert f"## {expected}" in run("advise", PURCHASE, "--format", "markdown", *ON, *words, env=env).stdout


def test_faults_in_files_are_told_in_the_language_too() -> None:
    result = run("advise", "-", stdin="name: A\nteir: partner\n", env={"LANG": "zh_CN.UTF-8"})
    assert "建议：" in result.stderr


def test_a_rulebook_in_one_language_is_spoken_in_it() -> None:
    import re

    english = re.sub(r', zh: ("[^"]*"|[^,}]+)', "", SMALL).replace("languages: [en, zh]", "languages: [en]")
    with written({"book.yaml": english}) as at:
        result = run(
            "advise", "-", "--rules", str(at / "book.yaml"), stdin="tier: partner", env={"LANG": "zh_CN.UTF-8"}
        )
    assert (result.exit_code, "Executive visit" in result.stdout) == (0, True)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [([], "en"), (["advise", "--lang", "zh"], "zh"), (["--lang=zh"], "zh"), (["--lang"], "en"), (["zh"], "en")],
)
def test_a_command_line_that_is_not_understood_is_answered_in_its_language(typed: list[str], expected: str) -> None:
    assert language_of(typed) == expected
