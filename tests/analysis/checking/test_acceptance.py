"""What the authors let stand: at the thing, at the head, about one id; and acceptances that accept nothing."""

from stratagem.analysis import CheckReport, check
from stratagem.authoring import read_rulebook
from stratagem.rulebook import Sort
from tests.small_rulebook import SMALL, good, rule, written

INVITED = "invited: {kind: flag, label"
KINDS = ("unused-fact", "unused-value", "needless-accept")


def checked(accept: str, where: str = INVITED, text: str = SMALL) -> CheckReport:
    assert where in text
    return check(good(text.replace(where, where.replace("label", f"accept: {accept}, label"))), kinds=KINDS)


def open_facts(report: CheckReport) -> list[str]:
    return [finding.subject.id for finding in report.findings if finding.kind == "unused-fact"]


def needless(report: CheckReport) -> list[str]:
    return [finding.told.details["accepted"] for finding in report.findings if finding.kind == "needless-accept"]


def test_a_finding_is_accepted_with_a_reason_where_it_stands() -> None:
    report = checked('{unused-fact: "  For the next\n campaign "}')
    assert "invited" not in open_facts(report)
    assert [("invited", "For the next campaign")] == [
        (each.finding.subject.id, each.by.reason) for each in report.accepted
    ]
    assert [] == needless(report)


def test_another_kind_accepts_nothing_and_is_found_itself() -> None:
    report = checked('{unused-value: "no"}')
    assert "invited" in open_facts(report)
    assert ["unused-value"] == needless(report)
    found = next(each for each in report.findings if each.kind == "needless-accept")
    assert (Sort.FACT, "invited") == found.subject


def test_an_acceptance_may_name_what_it_is_about() -> None:
    assert "invited" not in open_facts(checked("{unused-fact: {invited: why}}"))
    other = checked("{unused-fact: {quiet: why}}")
    assert "invited" in open_facts(other)
    assert ["unused-fact"] == needless(other)


def test_the_head_accepts_for_everything_or_for_what_it_names() -> None:
    head = "languages: [en, zh]\n"
    everything = good(SMALL.replace(head, head + "accept: {unused-fact: why}\n"))
    assert [] == open_facts(check(everything, kinds=KINDS))
    one = good(SMALL.replace(head, head + "accept: {unused-fact: {quiet: why}}\n"))
    assert {"quiet"} == {*open_facts(check(good(SMALL), kinds=KINDS))} - {*open_facts(check(one, kinds=KINDS))}


def test_what_was_not_looked_for_is_not_called_needless() -> None:
    text = SMALL.replace(INVITED, INVITED.replace("label", "accept: {unused-value: why}, label"))
    assert () == check(good(text), kinds=("never-concluded", "needless-accept")).findings[2:]


def test_acceptances_change_no_hash() -> None:
    text = SMALL.replace(INVITED, INVITED.replace("label", "accept: {unused-fact: why}, label"))
    assert good(SMALL).hash == good(text).hash


def test_what_is_undecided_may_yet_be_accepted() -> None:
    text = SMALL.replace("priority: 80\n", "priority: 80\n    accept: {never-fires: why}\n")
    kinds = ("never-fires", "needless-accept")
    assert ["never-fires"] == needless(check(good(text), kinds=kinds))
    hurried = check(good(text), kinds=kinds, out_of_time=lambda: True)
    assert ([], {"never-fires"}) == (needless(hurried), {each.kind for each in hurried.undecided})


def test_a_finding_is_accepted_at_its_own_thing_only() -> None:
    report = checked("{unused-fact: why}")
    assert "quiet" in open_facts(report)


def test_findings_of_a_base_are_accepted_at_the_head_that_extends_it() -> None:
    base = SMALL.replace(INVITED, INVITED.replace("label", "accept: {unused-fact: why}, label"))
    own = "rulebook: own\nversion: 1\ntitle: {en: Own, zh: 自己}\nextends: base.yaml\nprofile: tier\n"
    asking = "rules:\n" + rule(when="{invited: yes}", warn="late")
    accept = "accept: {unused-fact: {quiet: As in the base}}\n"
    with written({"base.yaml": base, "book.yaml": own + accept + asking}) as folder:
        rulebook, faults = read_rulebook(folder / "book.yaml")
    assert rulebook is not None, faults
    report = check(rulebook, kinds=KINDS)
    assert {"invited", "quiet"} == {*open_facts(check(good(SMALL), kinds=KINDS))} - {*open_facts(report)}
    assert ["quiet"] == [each.finding.subject.id for each in report.accepted]
    assert [] == needless(report)


def test_a_profile_of_a_base_goes_without_what_is_dropped() -> None:
    base = SMALL.replace("languages: [en, zh]\n", "languages: [en, zh]\nprofile: [stage, invited]\n")
    own = "rulebook: own\nversion: 1\ntitle: {en: Own, zh: 自己}\nextends: base.yaml\ndrop: [invited]\n"
    with written({"base.yaml": base, "book.yaml": own}) as folder:
        rulebook, faults = read_rulebook(folder / "book.yaml")
    assert rulebook is not None, faults
    assert ("stage",) == rulebook.profile
