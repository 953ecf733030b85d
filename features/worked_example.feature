Feature: The method's own example gives the method's own answer
  Vendors are being short-listed. We know those who gather and weigh information, and have met nobody who decides.
  How do we reach the top? The method says: penetrate upward, and ally with the middle.

  Background:
    Given the account in file "examples/equipment-purchase.yaml"

  Scenario: An ally in the middle opens the way to the top
    When advice is asked for
    Then the first 3 strategies are:
      | strategy         | priority | see              | through |
      | penetrate_upward | 86       | 副总经理, 总经理 | 李建    |
      | ally_with_middle | 84       | 王桑             | 李建    |
      | develop_spy      | 82       | 张华             |         |
    And "penetrate_upward" is recommended to "副总经理, 总经理" through "李建"
    And for "penetrate_upward" the advice says "Ask 李建 to introduce you to 副总经理 and 总经理"

  Scenario: Li Jian is kept close while Wang Sang is won
    When advice is asked for
    Then "ally_with_middle" is recommended because of rule "complete-the-middle"
    And for "ally_with_middle" the advice says "Keep 李建 close and win 王桑 next"

  Scenario: Zhang Hua is an inside guide in the making, to be checked
    When advice is asked for
    Then the fact "spy" is "candidate" because of rule "spy-is-a-candidate"
    And "develop_spy" is recommended to "张华"
    And "develop_spy" comes before "reach_influencer"
    And "develop_spy" comes before "verify_spy"
    And "reach_influencer" is recommended with priority 80
    And "verify_spy" is recommended with priority 80

  Scenario: The criteria are frozen, so nobody tries to shape them
    When advice is asked for
    Then "shape_criteria" is avoided by rule "criteria-are-frozen"
    And not for now are exactly:
      | strategy         | status  | rule                 |
      | shape_criteria   | avoided | criteria-are-frozen  |
      | improper_benefit | vetoed  | no-improper-benefit  |

  Scenario: A weight of nothing is not taken for no power, and a map without opponents is not believed
    When advice is asked for
    Then the only warnings are "weight_is_not_power, no_opponent_seen"

  Scenario: First of all, find out how they buy, how offers are judged, and where the executives stand
    When advice is asked for
    Then it asks first for "process_known, criteria_known, stance"
    And it asks for "stance" about "副总经理, 总经理"

  Scenario: Nothing else is recommended
    When advice is asked for
    Then the strategies are exactly:
      | strategy         | priority | rule                         |
      | penetrate_upward | 86       | bridge-to-the-top            |
      | ally_with_middle | 84       | complete-the-middle          |
      | develop_spy      | 82       | value-added-develop-spy      |
      | reach_influencer | 80       | value-added-reach-influencer |
      | verify_spy       | 80       | spy-unverified               |
      | win_neutral      | 79       | win-the-neutral              |
      | prove_fit        | 76       | evaluation-prove             |
