Feature: Where two good ideas disagree, the method has an answer
  A partner wants a visit that nobody can prepare; a partner in name buys like anybody else; an account with thin
  coverage is not worth the work of widening it. These are the cases that people argue about.

  Rule: A partner's visit is spent once

    Background:
      Given the account "Northern Rail":
        | tier           | partner  |
        | purchase_stage | criteria |
      And the people:
        | name  | layer      | roles        | stance  | contact |
        | Grace | management | direct_owner | neutral | brief   |
        | Paul  | decision   | approver     |         | none    |

    Scenario: Without a bridge, the visit waits
      When advice is asked for
      Then "executive_visit" is held by rule "partner-visit-needs-bridge"
      And "executive_visit" is held until "our executive is ready and the visit has an objective"
      And the first strategies are "develop_spy, ally_with_middle"

    Scenario Outline: An informer or a candidate is no bridge (<spy>)
      Given about "Grace":
        | spy | <spy> |
      When advice is asked for
      Then "executive_visit" is held

      Examples:
        | spy       |
        | none      |
        | candidate |
        | informer  |

    Scenario Outline: A sponsor or a coach is one (<spy>)
      Given about "Grace":
        | spy | <spy> |
      When advice is asked for
      Then "executive_visit" is recommended to "Paul"

      Examples:
        | spy     |
        | sponsor |
        | coach   |

    Scenario: A manager who supports us is one, too
      When advice is asked for
      Then "executive_visit" is held
      When it is learnt about "Grace":
        | stance | supporter |
      Then "executive_visit" is recommended without a caution

    Scenario: Who is invited goes, bridge or not
      Given the fact "executive_invited" is "yes"
      When advice is asked for
      Then the first strategy is "executive_visit"
      And "executive_visit" is recommended with priority 91
      And for "executive_visit" the advice says "Listen first"

    Scenario: Once it is installed, the executives may meet without a bridge
      Given the fact "purchase_stage" is "installation"
      When advice is asked for
      Then "executive_visit" is recommended

  Rule: Behaviour outranks the label

    Scenario: A partner in name who buys on price is treated as one who buys on price
      Given the account "Grand Words":
        | tier           | partner      |
        | treats_rep_as  | conduit      |
        | cares_about    | price, speed |
        | purchase_stage | evaluation   |
      When advice is asked for
      Then the fact "working_tier" is "transactional" because of rule "partner-in-name-only"
      And it warns of "partner_in_name"
      And it warns of "tier_conflict"
      And it asks for "tier"
      And the first strategies are "win_on_price_and_ease, meet_decision_maker"
      And "executive_visit" is avoided by rule "transactional-do-not-invest"

    Scenario: A label that undersells is doubted, and kept
      Given the account "Modest Words":
        | tier        | transactional |
        | cares_about | strategy      |
      When advice is asked for
      Then the fact "working_tier" is "transactional"
      And the fact "tier_signal" is "partner"
      And the only warnings are "tier_conflict"
      And it does not warn of "partner_in_name"

    Scenario: When the behaviour changes, so does the advice
      Given the account "Growing Up":
        | tier           | partner |
        | treats_rep_as  | conduit |
        | cares_about    | price   |
        | purchase_stage | need    |
      When advice is asked for
      Then the first strategy is "meet_decision_maker"
      When the facts change:
        | treats_rep_as | team     |
        | cares_about   | strategy |
      Then the fact "working_tier" is "partner"
      And there are no warnings
      And "meet_decision_maker" is not mentioned

  Rule: An account that buys the product only does not pay for courting

    Background:
      Given the account "Harbour Logistics":
        | tier           | transactional |
        | purchase_stage | evaluation    |
      And the people:
        | name | layer      | roles     | stance  | contact |
        | Dana | operation  | buyer     | neutral | brief   |
        | Tom  | management | evaluator |         |         |

    Scenario: However thin the coverage, it is not widened
      When advice is asked for
      Then the fact "single_threaded" is "yes"
      And "widen_contacts" is held by rule "transactional-no-coverage-work"
      And "widen_contacts" is held until "the account earns another tier"
      And "ally_with_middle" is held
      And "develop_spy" is avoided
      And the rule "one-contact-only" did not fire

    Scenario: A blocked gate does not change that
      Given about "Dana":
        | roles  | gatekeeper |
        | stance | opponent   |
      When advice is asked for
      Then "neutralise_opponent" is recommended because of rule "gatekeeper-blocks"
      And "widen_contacts" is held
      And "covert_bypass" is avoided by rule "gatekeeper-blocks"

    Scenario: A source that leaks is worth a new one even here
      Given about "Dana":
        | spy       | informer |
        | spy_leaks | yes      |
      When advice is asked for
      Then "develop_spy" is recommended with a caution by rule "transactional-do-not-invest"

    Scenario: The same thin coverage in a better account is widened at once
      When advice is asked for
      Then "widen_contacts" is held
      When the fact "tier" changes to "value_added"
      Then "widen_contacts" is recommended to "Tom"

    Scenario: A grave problem opens the door to more than a product
      Given the fact "severity" is "high"
      When advice is asked for
      Then "upgrade_tier" is recommended because of rule "transactional-may-upgrade"

  Rule: Liking is no reason to buy, and benefit alone is no bond

    Scenario Outline: Organisation <organisation>, person <person>: they see us as <relationship>
      Given the account "Bonds":
        | tier                 | value_added    |
        | organisation_benefit | <organisation> |
        | personal_benefit     | <person>       |
      When advice is asked for
      Then the fact "relationship" is "<relationship>"
      And "<strategy>" is recommended because of rule "<rule>"

      Examples:
        | organisation | person | relationship | strategy             | rule                  |
        | none         | none   | outsider     | find_common_ground   | outsider-common-ground |
        | none         | some   | friend       | build_internal_case  | friend-needs-a-case   |
        | some         | none   | supplier     | serve_personal_win   | supplier-personal-win |
        | strong       | some   | partner      | follow_up_and_expand | partner-expand        |

    Scenario: A friend without a case has happy ears listening
      Given the account "Good Friends":
        | tier                 | value_added |
        | organisation_benefit | none        |
        | personal_benefit     | strong      |
      When advice is asked for
      Then the first strategy is "build_internal_case"
      And it warns of "happy_ears"
      And "ask_for_commitment" is avoided by rule "friend-needs-a-case"

    Scenario: Before there is trust, nobody asks for the order
      Given the account "Nearly There":
        | tier           | value_added |
        | purchase_stage | commitment  |
        | rapport        | exchange    |
      When advice is asked for
      Then "ask_for_commitment" is avoided by rule "no-trust-no-close"
      When the fact "rapport" changes to "trust"
      Then "ask_for_commitment" is not mentioned
