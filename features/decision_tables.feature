Feature: Rules may stand in a table, and the table says how many of its rows speak
  A row is a rule like any other. Under the hit policy F the first row that is true speaks and the others are silent; under
  C every true row speaks. A row of which nobody knows whether it is true does not come first: it is passed by.

  Background:
    Given the rulebook in "rulebooks/offers"
    And the account "Corner Bakery"

  Scenario: The first row that is true speaks, whatever the others would say louder
    Given the facts:
      | size  | large |
      | loyal | yes   |
    When advice is asked for
    Then "rebate" is recommended because of rule "terms-1"
    And the rule "terms-2" did not fire
    And "free_delivery" is not mentioned
    And "list_price" is not mentioned

  Scenario: Where the first row is not true, the next one speaks
    Given the facts:
      | size  | small |
      | loyal | yes   |
    When advice is asked for
    Then the strategies are exactly:
      | free_delivery |

  Scenario: A row that is unknown does not stand in the way
    When advice is asked for
    Then the strategies are exactly:
      | list_price |

  Scenario: Of the other table every true row speaks
    Given the facts:
      | size       | large |
      | late_payer | yes   |
    When advice is asked for
    Then the strategies are exactly:
      | strategy   | priority |
      | rebate     | 50       |
      | prepayment | 30       |
      | call_first | 20       |

  Scenario: A fact that changes lets another row speak
    Given the fact "size" is "large"
    When advice is asked for
    Then "rebate" is recommended
    When the fact "size" changes to "medium"
    Then "rebate" is not mentioned
    And "list_price" is recommended

  Rule: A rulebook of one's own starts from another

    Background:
      Given the rulebook in "rulebooks/own-way"
      And the account "Corner Bakery"

    Scenario: What it replaces counts in the place of what stood there
      Given the facts:
        | loyal   | yes |
        | in_town | no  |
      When advice is asked for
      Then "list_price" is recommended because of rule "terms-3"
      And "free_delivery" is not mentioned

    Scenario: A replaced row is still a row of its table
      Given the facts:
        | size    | large |
        | loyal   | yes   |
        | in_town | yes   |
      When advice is asked for
      Then "rebate" is recommended because of rule "terms-1"
      And the rule "terms-2" did not fire

    Scenario: What it drops is silent, and everything else is as before
      Given the facts:
        | size       | large |
        | late_payer | yes   |
      When advice is asked for
      Then "call_first" is not mentioned
      And "prepayment" is recommended because of rule "precautions-1"
