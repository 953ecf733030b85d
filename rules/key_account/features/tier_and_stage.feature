Feature: What to do first depends on what they buy and on how far they have got
  The customer's tier says how to sell; the buyer's own step says what is due. Here a user, a buyer and a manager know
  us a little, nobody guides us inside, and the one who signs has not been met.

  Background:
    Given the account "Any Deal"
    And the people:
      | name | layer      | roles                   | face      | stance  | contact  | power  |
      | Uma  | operation  | user                    |           | neutral | multiple | low    |
      | Bea  | operation  | buyer                   |           | neutral | brief    |        |
      | Max  | management | direct_owner, evaluator | technical | neutral | brief    | medium |
      | Dan  | decision   | approver                |           | neutral | none     | high   |

  Scenario Outline: A <tier> customer at the step "<stage>"
    Given the fact "tier" is "<tier>"
    And the fact "purchase_stage" is "<stage>"
    When advice is asked for
    Then the first strategies are "<first>"

    Examples: Who buys the product itself gets the decision maker, a price and no fuss
      | tier          | stage         | first                                                      |
      | transactional | need          | meet_decision_maker, win_on_price_and_ease, discover_needs |
      | transactional | internal_case | meet_decision_maker, win_on_price_and_ease                 |
      | transactional | criteria      | meet_decision_maker, win_on_price_and_ease                 |
      | transactional | evaluation    | win_on_price_and_ease, meet_decision_maker                 |
      | transactional | commitment    | win_on_price_and_ease, meet_decision_maker                 |
      | transactional | installation  | follow_up_and_expand, win_on_price_and_ease                |

    Examples: Who buys a solution asks for a guide inside, an ally in the middle and those whose opinion counts
      | tier        | stage         | first                                                              |
      | value_added | need          | develop_spy, ally_with_middle, reach_influencer, discover_needs    |
      | value_added | internal_case | develop_spy, ally_with_middle, reach_influencer, discover_needs    |
      | value_added | criteria      | develop_spy, shape_criteria, ally_with_middle, reach_influencer    |
      | value_added | evaluation    | develop_spy, ally_with_middle, reach_influencer, win_neutral, prove_fit |
      | value_added | commitment    | develop_spy, ally_with_middle, resolve_concerns                    |
      | value_added | installation  | follow_up_and_expand                                               |

    Examples: Who wants a partnership is met at the top, once a bridge has been built
      | tier    | stage         | first                                                           |
      | partner | need          | develop_spy, ally_with_middle, team_selling, joint_value_plan   |
      | partner | internal_case | develop_spy, ally_with_middle, build_internal_case, team_selling |
      | partner | criteria      | develop_spy, ally_with_middle, shape_criteria, team_selling     |
      | partner | evaluation    | develop_spy, ally_with_middle, win_neutral, prove_fit, team_selling |
      | partner | commitment    | develop_spy, ally_with_middle, resolve_concerns, team_selling   |
      | partner | installation  | follow_up_and_expand, executive_visit, team_selling             |

  Scenario: As long as the tier is unknown, what hangs on it waits, and the tier is the first question
    Given the fact "purchase_stage" is "need"
    When advice is asked for
    Then it asks first for "tier"
    And "executive_visit" is held by rule "tier-unknown"
    And "win_on_price_and_ease" is held until "we know whether they buy the product, a solution or a partnership"

  Scenario: As long as the stage is unknown, it is asked for, and what suits any stage goes on
    Given the fact "tier" is "transactional"
    When advice is asked for
    Then it asks first for "purchase_stage"
    And the first strategies are "meet_decision_maker, win_on_price_and_ease"

  Scenario: Behaviour tells the tier where nobody has stated one
    Given the facts:
      | treats_rep_as  | adviser |
      | purchase_stage | need    |
    When advice is asked for
    Then the fact "working_tier" is "value_added" because of rule "tier-shown-value-added"
    And it does not ask for "tier"

  Scenario Outline: While the criteria are open one shapes them; once they are frozen one does not (<stage>)
    Given the fact "tier" is "value_added"
    And the fact "purchase_stage" is "<stage>"
    When advice is asked for
    Then "shape_criteria" is <fate>

    Examples:
      | stage         | fate          |
      | internal_case | not mentioned |
      | criteria      | recommended   |
      | evaluation    | avoided       |
      | commitment    | avoided       |

  Scenario: A competitor who wrote the specification is answered with the risk that it ignores
    Given the facts:
      | tier           | value_added |
      | purchase_stage | evaluation  |
      | spec_bias      | competitor  |
    When advice is asked for
    Then "reframe_criteria" is recommended to "Dan, Uma"
    And "reframe_criteria" is recommended with priority 86

  Scenario: Called in late, without a guide, to another's specification: we are there to compare prices
    Given the facts:
      | tier           | value_added |
      | purchase_stage | evaluation  |
      | spec_bias      | competitor  |
      | late_entry     | yes         |
    When advice is asked for
    Then the first strategy is "qualify_out"
    And it warns of "column_fodder"

  Scenario: Unhappy users come before every further sale
    Given the facts:
      | tier           | partner      |
      | purchase_stage | installation |
      | users_unhappy  | yes          |
    When advice is asked for
    Then the first strategy is "recover_service"
    And "recover_service" is recommended to "Max, Uma"
    And "follow_up_and_expand" is avoided by rule "installation-recover"
