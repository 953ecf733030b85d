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


LABELS = {
    "Id": "Opportunity ID", "Name": "Opportunity Name", "StageName": "Stage", "LastActivityDate": "Last Activity",
    "OpportunityId": "Opportunity ID", "ContactId": "Contact ID", "Role": "Contact Role",
}  # fmt: skip
INTERNAL = {
    "Record ID": "hs_object_id", "Deal Name": "dealname", "Deal Stage": "dealstage", "Amount": "amount",
    "Last Activity Date": "notes_last_updated", "Job Title": "jobtitle", "Buying Role": "hs_buying_role",
}  # fmt: skip
VALUES = {
    "Qualified To Buy": "qualifiedtobuy", "Contract Sent (Sales Pipeline)": "contractsent", "Closed Lost": "closedlost",
    "Decision Maker;Budget Holder": "DECISION_MAKER;BUDGET_HOLDER", "End User": "END_USER",
    "Legal & Compliance": "LEGAL_AND_COMPLIANCE",
}  # fmt: skip


def rewritten(file: str, headings: dict[str, str], folder: Path) -> str:
    """A sample file under other headings, with other words for the values."""
    given = pl.read_csv(CRM / file, infer_schema=False)
    given = given.rename(headings, strict=False).with_columns(pl.all().replace(VALUES))
    given.write_csv(folder / file)
    return str(folder / file)


@pytest.mark.parametrize(
    ("mapping", "accounts", "people", "headings"),
    [
        ("salesforce", "salesforce-opportunities.csv", ("salesforce-contact-roles.csv",), LABELS),
        ("hubspot", "hubspot-deals.csv", ("hubspot-contacts.csv",), INTERNAL),
        ("hubspot", "hubspot-deals.csv", ("hubspot-contacts.csv",), {each: each.upper() for each in INTERNAL}),
    ],
)
def test_labels_and_internal_names_say_the_same(
    mapping: str, accounts: str, people: tuple[str, ...], headings: dict[str, str], tmp_path: Path
) -> None:
    outcome = advised(mapping, accounts, people, tmp_path / "one.parquet")
    own = {name: new for name, new in headings.items() if name not in ("OpportunityId", "ContactId", "Role")}
    theirs = {name: new for name, new in headings.items() if name != "Id"}
    files = (rewritten(accounts, own, tmp_path), *(rewritten(each, theirs, tmp_path) for each in people))
    job = Job(files[0], str(tmp_path / "other.parquet"), files[1:], read_mapping(mapping, VOCABULARY))
    again = advise_files(ADVISOR.rulebook, job)
    assert (again.advised, again.people, again.findings) == (outcome.advised, outcome.people, ())
    assert pl.read_parquet(tmp_path / "one.parquet").rows() == pl.read_parquet(tmp_path / "other.parquet").rows()


def test_what_is_wrong_with_a_mapping_is_told_with_its_place(tmp_path: Path) -> None:
    file = tmp_path / "mapping.yaml"
    file.write_text("accounts:\n  columns:\n    Stage: {fact: tier, values: {Won: partnr}}\n    X: teir\nacounts: 1\n")
    with pytest.raises(AccountError) as error:
        read_mapping(str(file), VOCABULARY)
    assert sorted(each.code for each in error.value.diagnostics) == ["unknown-fact", "unknown-key", "unknown-value"]
    assert f"{file}:3:" in str(error.value)
