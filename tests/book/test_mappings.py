"""Exports of CRM systems, with the mappings that come along and with ones of the user."""

from pathlib import Path

import polars as pl
import pytest

from stratagem.book.files import Job, Outcome, advise_files
from stratagem.book.mapping import read_mapping, shipped
from stratagem.diagnostics import AccountError
from tests.book.test_advise_book import ADVISOR

CRM = Path(__file__).parents[2] / "examples" / "crm"
VOCABULARY = ADVISOR.rulebook.vocabulary


def advised(mapping: str, accounts: str, people: tuple[str, ...], out: Path) -> Outcome:
    files = tuple(str(CRM / each) for each in people)
    job = Job(str(CRM / accounts), str(out), files, read_mapping(mapping, VOCABULARY))
    return advise_files(ADVISOR.rulebook, job)


def test_both_systems_are_shipped() -> None:
    assert shipped() == ("hubspot", "salesforce")


def test_salesforce_exports_are_read_as_they_come(tmp_path: Path) -> None:
    people = ("salesforce-contact-roles.csv", "salesforce-contacts.csv")
    outcome = advised("salesforce", "salesforce-opportunities.csv", people, tmp_path / "out.parquet")
    assert (outcome.advised, outcome.people, outcome.strangers) == (4, 5, ())
    by_hand = ADVISOR.advise_book(
        pl.DataFrame(
            {"name": ["a"], "sales_step": ["approach"], "amount": [1_200_000], "last_contact": ["2026-11-12"]}
        ),
        pl.DataFrame({"account": ["a", "a"], "roles": ["approver", "user"], "department": ["Board", "Imaging"]}),
    )
    found = pl.read_parquet(tmp_path / "out.parquet").drop("account", "account_id")
    assert found.row(0) == by_hand.drop("account").row(0)


def test_hubspot_exports_are_read_as_they_come(tmp_path: Path) -> None:
    outcome = advised("hubspot", "hubspot-deals.csv", ("hubspot-contacts.csv",), tmp_path / "out.parquet")
    assert (outcome.advised, outcome.people, [each.row for each in outcome.strangers]) == (3, 5, [5])
    assert dict(outcome.ignored)[str(CRM / "hubspot-deals.csv")][0] == "Pipeline"
    assert pl.read_parquet(tmp_path / "out.parquet")["account_id"].to_list()[0] == "9876543210"


def test_what_is_wrong_with_a_mapping_is_told_with_its_place(tmp_path: Path) -> None:
    file = tmp_path / "mapping.yaml"
    file.write_text("accounts:\n  columns:\n    Stage: {fact: tier, values: {Won: partnr}}\n    X: teir\nacounts: 1\n")
    with pytest.raises(AccountError) as error:
        read_mapping(str(file), VOCABULARY)
    assert sorted(each.code for each in error.value.diagnostics) == ["unknown-fact", "unknown-key", "unknown-value"]
    assert f"{file}:3:" in str(error.value)
