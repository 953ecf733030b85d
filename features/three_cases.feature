Feature: The same product is sold three ways
  A customer who buys the product itself, and a strategic partner before and after somebody inside guides us.

  Scenario: Who buys on price and is about to sign gets the decision maker and an easy deal, and no courting
    Given the account "Harbour Logistics":
      | fact               | value         |
      | tier               | transactional |
      | purchase_stage     | commitment    |
      | competitor         | present       |
      | competitor_cheaper | yes           |
    And the people:
      | name  | layer     | roles    | stance  | contact  |
      | Dana  | operation | buyer    | neutral | multiple |
      | Olsen | decision  | approver | neutral | none     |
    When advice is asked for
    Then the first 2 strategies are:
      | strategy              | priority | see   |
      | win_on_price_and_ease | 86       | Dana  |
      | meet_decision_maker   | 86       | Olsen |
    And "total_cost_case" is recommended because of rule "cheaper-competitor"
    And "develop_spy" is not recommended
    And "executive_visit" is not recommended

  Scenario: With a partner who begins to see a need, the visit of our executive waits for a bridge
    Given the account "Northern Rail":
      | fact           | value   |
      | tier           | partner |
      | purchase_stage | need    |
    And the people:
      | name  | layer      | roles                   | stance  | contact |
      | Amir  | operation  | user                    | neutral | brief   |
      | Grace | management | direct_owner, evaluator | neutral | brief   |
      | Paul  | decision   | approver                |         | none    |
    When advice is asked for
    Then the first strategies are "develop_spy, ally_with_middle"
    And "develop_spy" is recommended to "Grace"
    And "executive_visit" is held by rule "partner-visit-needs-bridge"
    And "executive_visit" is held until "a coach, a sponsor or an allied manager backs us"

  Scenario: With a coach and an ally in management, the executives can meet
    Given the account "Northern Rail":
      | fact           | value         |
      | tier           | partner       |
      | purchase_stage | internal_case |
    And the people:
      | name  | layer      | roles                   | stance    | contact  | spy   | spy_verified |
      | Amir  | operation  | user                    | supporter | deep     | coach | yes          |
      | Grace | management | direct_owner, evaluator | supporter | multiple |       |              |
      | Paul  | decision   | approver                |           | none     |       |              |
    When advice is asked for
    Then the first strategy is "executive_visit"
    And "executive_visit" is recommended to "Paul"
    And "executive_visit" is recommended without a caution

  Scenario Outline: The accounts that come with Stratagem tell the same three stories (<account>)
    Given the account "<account>" in file "examples/three-cases.yaml"
    When advice is asked for
    Then the first strategies are "<first>"

    Examples:
      | account                                               | first                                      |
      | Harbour Logistics, forklift batteries                 | win_on_price_and_ease, meet_decision_maker |
      | Northern Rail, maintenance planning, first talks      | develop_spy, ally_with_middle              |
      | Northern Rail, maintenance planning, the case is being made | executive_visit                      |
