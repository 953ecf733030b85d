"""The built-in rulebook keeps every promise beside its rules, and promises enough; its vocabulary is the agreed one."""

from collections import Counter
from pathlib import Path

import pytest

from stratagem.advisor import Advisor, built_in
from stratagem.authoring.cases import Case, read_cases
from stratagem.rulebook import Rule
from stratagem.testing.cases import check_case, uncovered
from stratagem.vocabulary import Fact

FOLDER = built_in("key_account")
ADVISOR = Advisor.load(FOLDER)
RULEBOOK = ADVISOR.rulebook
FILES = sorted(FOLDER.rglob("*.cases.yaml"))
READ = {file: read_cases(file, RULEBOOK) for file in FILES}
CASES = [case for cases, _ in READ.values() for case in cases]


# ── The cases ────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_every_case_can_be_read(file: Path) -> None:
    _, faults = READ[file]

    assert [fault.render() for fault in faults] == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.sentence)
def test_the_rulebook_keeps_its_promise(case: Case) -> None:
    assert check_case(ADVISOR, case) is None


def test_no_rule_goes_without_a_hit_a_miss_a_boundary_and_a_missing_fact() -> None:
    assert [str(gap) for gap in uncovered(RULEBOOK, CASES)] == []


def test_no_sentence_stands_twice() -> None:
    assert [sentence for sentence, times in Counter(case.sentence for case in CASES).items() if times > 1] == []


def test_cases_stand_beside_the_rules_that_they_are_about() -> None:
    home = {rule.id: str(Path(rule.span.source.name).with_suffix("")) for rule in RULEBOOK.rules if rule.span}

    astray = [
        case.sentence
        for file, (cases, _) in READ.items()
        for case in cases
        if home[case.rule] != str(file).removesuffix(".cases.yaml")
    ]

    assert astray == []


# ── The rules ────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("rule", RULEBOOK.rules, ids=lambda rule: rule.id)
def test_every_rule_says_what_it_is_why_where_from_and_whose_in_both_languages(rule: Rule) -> None:
    said = {lang: (rule.title.in_language(lang), rule.because.in_language(lang)) for lang in ("en", "zh")}

    assert rule.id
    assert rule.source
    assert rule.owner
    assert all(title and because for title, because in said.values())
    assert said["en"] != said["zh"]
    assert [lang for lang, _ in rule.title.by_language] == ["en", "zh"]
    assert [lang for lang, _ in rule.because.by_language] == ["en", "zh"]


PRIORITIES = """
    transactional-see-decision-maker 86 · transactional-price-and-ease 78 · transactional-do-not-invest 70 ·
    transactional-may-upgrade 45 · value-added-develop-spy 82 · value-added-reach-influencer 80 ·
    value-added-discover 72 · value-added-not-price-first 60 · value-added-price-weighs 79 ·
    partner-executive-visit 84 · partner-team-selling 70 · partner-joint-plan 66 · partner-visit-needs-bridge 91
    · partner-executive-invited 91 · partner-in-name-only 93 · tier-unknown 92 · tier-conflict 74 ·
    transactional-no-coverage-work 90 · need-discover 62 · internal-case-arm-owner 70 · criteria-shape 85 ·
    evaluation-prove 76 · commitment-resolve 78 · installation-follow-up 85 · installation-recover 94 ·
    early-no-price 68 · transactional-quote-now 86 · competitor-wrote-the-spec 86 · probably-a-price-benchmark
    92 · pipeline-ahead 75 · commitment-paperwork 66 · stage-unknown 90 · criteria-are-frozen 86 ·
    approver-unidentified 90 · bridge-to-the-top 86 · no-bridge-build-it 84 · complete-the-middle 84 ·
    users-uncovered 60 · one-contact-only 76 · strong-opponent 83 · win-the-neutral 79 · speak-to-each-layer 50
    · new-in-role 72 · receptive-people 63 · unreceptive-people 63 · weight-is-not-power 83 ·
    personal-win-unknown 64 · internal-dispute 65 · gatekeeper-blocks 81 · opponent-before-closing 89 ·
    one-department-only 77 · stance-unclear-above 75 · spy-early 85 · spy-missing-late 88 · informer-only 72 ·
    spy-unverified 80 · plan-with-coach 66 · sponsor-introduces 84 · no-improper-benefit 99 · spy-fading 75 ·
    spy-leaks 87 · outsider-common-ground 64 · friend-needs-a-case 87 · supplier-personal-win 69 ·
    partner-expand 58 · no-trust-no-close 73 · exchange-to-trust 61 · ask-budget 60 · ask-criteria 76 ·
    ask-process 78 · ask-competitor 70 · ask-severity 66 · facts-are-old 61 · nobody-opposes 68 · weights-known
    64 · cheaper-competitor 72 · competitor-champion 74 · status-quo 62 · incumbent-trial 65 · gift-ban 98 ·
    quiet-period 98
"""
"""Of the rule catalogue: priorities are part of the agreed behaviour."""


def test_every_rule_of_the_catalogue_is_there_with_its_priority() -> None:
    agreed = dict(pair.split() for pair in PRIORITIES.split("·"))

    assert {id_: str(RULEBOOK.rule[id_].priority) if id_ in RULEBOOK.rule else None for id_ in agreed} == agreed


# ── The vocabulary ───────────────────────────────────────────────────────────────────────────────────────────────────

FACTS = """
tier: choice transactional value_added partner
segment: scale small medium large vip
purchase_stage: scale need internal_case criteria evaluation commitment installation
sales_step: scale plan approach analyse position win follow_up
amount: number
severity: scale low medium high
urgency: scale low medium high
cares_about: tags price convenience speed severity fit price_performance strategy
treats_rep_as: choice conduit adviser team
easily_replaced: flag
price_asked: flag = no
price_weight: number
quality_weight: number
service_weight: number
budget_known: flag
process_known: flag
criteria_known: flag
paperwork_known: flag
competitor: choice none present incumbent preferred
competitor_cheaper: flag
spec_bias: choice ours neutral competitor
late_entry: flag = no
quiet_period: flag = no
gift_ban: flag = no
executive_invited: flag = no
our_executive_ready: flag
users_unhappy: flag = no
internal_dispute: flag = no
organisation_benefit: scale none some strong
personal_benefit: scale none some strong
rapport: scale none common_ground exchange trust trade
last_contact: date
"""
CONCLUDED = """
tier_signal: choice transactional value_added partner
working_tier: choice transactional value_added partner
approver_access: choice unidentified no_access met
middle_ally: flag = no
neutral_evaluator: flag = no
user_coverage: flag = no
single_threaded: flag = no
one_department: flag = no
strong_opponent: flag = no
gatekeeper_blocks: flag = no
competitor_champion: flag = no
stance_unclear_above: flag = no
spy: scale none candidate informer sponsor coach
spy_verified: flag = no
relationship: choice outsider friend supplier partner
coverage: choice none partial full
"""
ATTRIBUTES = """
department: text
title: text
contribution: text
personal_win: text
layer: scale operation management decision
face: tags technical managerial
roles: tags approver direct_owner buyer evaluator user gatekeeper influencer information_gatherer
stance: scale opponent neutral supporter leader
power: scale low medium high
weight: number
contact: scale none brief multiple deep
mode: choice growth trouble even_keel overconfident
spy: scale none candidate informer sponsor coach = none
spy_verified: flag = no
spy_stale: flag = no
spy_leaks: flag = no
favours_competitor: flag = no
new_in_role: flag = no
"""
STRATEGIES = """
recover_service official_channel qualify_out map_organisation executive_visit meet_decision_maker develop_spy
penetrate_upward sponsor_introduction ally_with_middle neutralise_opponent build_internal_case shape_criteria
reframe_criteria reach_influencer win_on_price_and_ease verify_spy win_neutral resolve_concerns widen_contacts prove_fit
total_cost_case discover_needs team_selling serve_personal_win joint_value_plan plan_with_spy find_common_ground
ease_for_users follow_up_and_expand upgrade_tier
lead_on_price ask_for_commitment give_gift hosted_travel take_sides covert_bypass improper_benefit
"""
WARNINGS = """
partner_in_name tier_conflict column_fodder pipeline_ahead_of_buyer weight_is_not_power informer_is_not_advocate
double_agent happy_ears facts_are_stale no_opponent_seen status_quo_wins one_thread
"""


def written(fact: Fact) -> str:
    """A fact as the lists above write it: `id: kind values = default`."""
    default = {None: "", False: " = no"}.get(fact.default, f" = {fact.default}")  # type: ignore[arg-type]
    return f"{fact.id}: {' '.join([fact.kind.value, *(value.id for value in fact.values)])}{default}"


def test_every_fact_of_the_vocabulary_is_there_with_kind_values_and_default() -> None:
    own = {written(fact) for fact in RULEBOOK.vocabulary.facts if not fact.concluded}

    assert set(FACTS.strip().splitlines()) - own == set()


def test_every_concluded_fact_of_the_vocabulary_is_there_and_some_rule_concludes_it() -> None:
    own = {written(fact) for fact in RULEBOOK.vocabulary.facts if fact.concluded and fact.id in RULEBOOK.concludable}

    assert set(CONCLUDED.strip().splitlines()) - own == set()


def test_every_attribute_of_a_person_is_there_with_kind_values_and_default() -> None:
    own = {written(attribute) for attribute in RULEBOOK.vocabulary.attributes}

    assert set(ATTRIBUTES.strip().splitlines()) - own == set()


def test_the_strategies_stand_in_their_rank_of_last_resort() -> None:
    assert [strategy.id for strategy in RULEBOOK.strategies] == STRATEGIES.split()


def test_every_warning_is_there_and_some_rule_raises_it() -> None:
    raised = {id_ for rule in RULEBOOK.rules for id_ in rule.warn}

    assert set(WARNINGS.split()) - raised == set()
    assert {warning.id for warning in RULEBOOK.warnings} == set(WARNINGS.split())
