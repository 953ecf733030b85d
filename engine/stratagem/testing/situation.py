"""Given and When: how things stand, and what happens. Every step here takes the story and gives it as it goes on.

The sentences stand beside what they do, English and Chinese. This module does not know what a feature expects.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from stratagem.account import Account, Person, names_at
from stratagem.diagnostics import Source
from stratagem.testing.failures import word
from stratagem.testing.sentences import given, when
from stratagem.testing.story import People, Story, asked, changed
from stratagem.testing.tables import Table, facts, merged, people
from stratagem.testing.unmet import Unmet


@given('the rulebook in "{folder}"', "规则库在“{folder}”")
def rulebook_in(story: Story, folder: str) -> Story:
    """A rulebook other than the built-in one: a folder, or a single file."""
    return replace(story, rulebook=story.found(folder))


@given("the built-in rulebook", "使用内置规则库")
def built_in_rulebook(story: Story) -> Story:
    """The key-account rulebook that comes with Stratagem."""
    return replace(story, rulebook=None)


@given('the account "{name}":', "客户“{name}”：")
def account(story: Story, name: str, datatable: Table | None = None) -> Story:
    """A new account, with a table of facts or without."""
    written = {} if datatable is None else facts(datatable)
    return replace(story, name=name, facts=written, people=None, unreadable=())


@given('the account in file "{file}"', "客户资料在文件“{file}”中")
def account_in_file(story: Story, file: str) -> Story:
    """The one account of a YAML or JSON file. The rulebook must have been named before."""
    return _from_file(story, file, None)


@given('the account "{name}" in file "{file}"', "客户“{name}”的资料在文件“{file}”中")
def named_account_in_file(story: Story, name: str, file: str) -> Story:
    """One account of a file that holds several."""
    return _from_file(story, file, name)


@given("the facts:", "已知事实：")
def more_facts(story: Story, datatable: Table | None = None) -> Story:
    """More facts; one that was there before gets the new value."""
    names = names_at(story.advisor.rulebook.vocabulary, 0)
    return replace(story, facts=merged(story.facts, facts(datatable), names))


@given('the fact "{fact}" is "{value}"', "事实“{fact}”是“{value}”")
def one_fact(story: Story, fact: str, value: str) -> Story:
    """One more fact."""
    names = names_at(story.advisor.rulebook.vocabulary, 0)
    return replace(story, facts=merged(story.facts, {fact: value}, names))


@given('the fact "{fact}" is unknown', "事实“{fact}”未知")
def unknown_fact(story: Story, fact: str) -> Story:
    """A fact that nobody knows, even if an earlier step knew it."""
    return one_fact(story, fact, "")


@given("the people:", "人员名单：")
def everybody(story: Story, datatable: Table | None = None) -> Story:
    """The people on the customer's side: one in each row, blanks are unknown."""
    return replace(story, people=tuple(people(datatable)))


@given("also the people:", "另有人员：")
def more_people(story: Story, datatable: Table | None = None) -> Story:
    """People beside those of an earlier step."""
    return replace(story, people=(*(story.people or ()), *people(datatable)))


@given('about "{person}":', "关于“{person}”：")
def more_about(story: Story, person: str, datatable: Table | None = None) -> Story:
    """More about one person who is listed already."""
    return replace(story, people=_with_news(story, story.people or (), person, facts(datatable)))


@given("nobody is there", "名单上没有人")
def nobody(story: Story) -> Story:
    """It was said that there are no people: an empty list, which is not the same as no list."""
    return replace(story, people=())


@given("nothing is known about people", "没有人员名单")
def no_people_given(story: Story) -> Story:
    """Nothing was said about people."""
    return replace(story, people=None)


@given("the date is {day:date}", "日期是{day:date}")
def dated(story: Story, day: date) -> Story:
    """The as-of date, from which ages and effective dates are counted."""
    return replace(story, as_of=day)


@given("the date is not known", "日期不明")
def undated(story: Story) -> Story:
    """No as-of date: nothing that depends on one can fire."""
    return replace(story, as_of=None)


@when("advice is asked for", "请求建议")
@when("I ask for advice", "我请求建议")
def ask(story: Story) -> Story:
    """Advice in the language of the feature file, if the rulebook speaks it, and else in the rulebook's first."""
    return asked(story)


@when("advice is asked for in {language:language}", "用{language:language}请求建议")
def ask_in(story: Story, language: str) -> Story:
    """Advice whose labels and sentences are in a certain language."""
    return asked(replace(story, lang=language))


@when("the facts change:", "情况有变：")
def facts_change(story: Story, datatable: Table | None = None) -> Story:
    """New values for facts of the same account, which is then advised on anew; blank makes a fact unknown again."""
    return changed(story, facts(datatable))


@when('the fact "{fact}" changes to "{value}"', "事实“{fact}”变为“{value}”")
def fact_changes(story: Story, fact: str, value: str) -> Story:
    """A new value for one fact."""
    return changed(story, {fact: value})


@when('the fact "{fact}" becomes unknown', "事实“{fact}”变为未知")
def fact_forgotten(story: Story, fact: str) -> Story:
    """What was known turns out to be uncertain."""
    return changed(story, {fact: ""})


@when("the people change:", "人员变为：")
def people_change(story: Story, datatable: Table | None = None) -> Story:
    """A new list of people in place of the old one."""
    return changed(story, {"stakeholders": people(datatable)})


@when('it is learnt about "{person}":', "得知“{person}”：")
def learnt_about(story: Story, person: str, datatable: Table | None = None) -> Story:
    """News about one person who is listed already."""
    return changed(story, {"stakeholders": list(_with_news(story, story.people_now(), person, facts(datatable)))})


@when("the date becomes {day:date}", "日期到了{day:date}")
def date_becomes(story: Story, day: date) -> Story:
    """Time goes by, and the same account is advised on anew."""
    return asked(replace(story, as_of=day))


def _from_file(story: Story, file: str, name: str | None) -> Story:
    path = story.found(file)
    source = Source(file, path.read_text(encoding="utf-8"))
    accounts = list(story.advisor.read_accounts(source))
    if name is not None:
        accounts = [each for each in accounts if each[0] is not None and each[0].name == name]
    if len(accounts) != 1:
        raise Unmet(
            "several accounts" if name is None else "several of a name", file=file, count=len(accounts), name=name
        )
    read, diagnostics = accounts[0]
    if read is None:
        return replace(story, unreadable=diagnostics)
    written = _as_written(read)
    listed = None if read.stakeholders is None else tuple(_as_written(person) for person in read.stakeholders)
    return replace(story, name=read.name, facts=written, people=listed, unreadable=())


def _as_written(read: Account | Person) -> dict[str, object]:
    """What is known of an account or a person, to be handed in again."""
    known = {name: getattr(read, name) for name in type(read).model_fields if name != "stakeholders"}
    return {name: value for name, value in known.items() if value is not None}


def _with_news(story: Story, listed: People, person: str, news: Mapping[str, object]) -> People:
    names = names_at(story.advisor.rulebook.vocabulary, 1)
    if person not in (each["name"] for each in listed):
        raise Unmet("not listed", person=person, there=[each["name"] for each in listed] or word("nobody"))
    return tuple(merged(each, news, names) if each["name"] == person else each for each in listed)
