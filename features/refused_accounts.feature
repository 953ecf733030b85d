Feature: A faulty account is refused with every fault at once, and each fault says how to mend it
  Nothing is guessed and nothing is dropped: advice on facts that were misread would be worse than none.

  Scenario: All faults are told at once, each with its place
    Given the account "Typing Pool":
      | teir         | partner     |
      | segment      | gigantic    |
      | price_weight | 170         |
      | last_contact | the 3rd     |
    And the people:
      | name | stance     | moood |
      | Ann  | supportive | good  |
    When advice is asked for
    Then the account is refused for exactly:
      | reason            | place                  |
      | unknown-value     | stakeholders[0].stance |
      | unknown-attribute | stakeholders[0].moood  |
      | unknown-value     | segment                |
      | out-of-range      | price_weight           |
      | wrong-kind        | last_contact           |
      | unknown-fact      | teir                   |

  Scenario Outline: <what> is met with a remedy
    Given the account "Typing Pool":
      | <fact> | <value> |
    When advice is asked for
    Then the account is refused because “<code>”

    Examples:
      | what                          | fact         | value     | code                             |
      | A misspelt fact               | teir         | partner   | did you mean "tier"?             |
      | A misspelt value              | tier         | partnre   | did you mean "partner"?          |
      | A value of another fact       | tier         | need      | "need" is not a value of tier    |
      | A number beyond its range     | price_weight | 101       | 101 is out of range              |
      | A number below its range      | amount       | -1        | out-of-range                     |
      | Words where a number belongs  | amount       | plenty    | wrong-kind                       |
      | A comma out of place          | amount       | 1,20      | wrong-kind                       |
      | A day that does not exist     | last_contact | 2026-02-30 | wrong-kind                      |
      | A maybe where yes or no is meant | gift_ban  | maybe     | wrong-kind                       |
      | A tag that does not exist     | cares_about  | price, fame | "fame" is not a value of cares_about |

  Scenario: One fact under two names is refused, even if both say the same
    Given the account "Twice":
      | tier     | partner |
      | 客户形态 | partner |
    When advice is asked for
    Then the account is refused because "two names of one fact"

  Scenario: A person needs a name
    Given the account "Anonymous"
    And the people:
      | name | stance    |
      |      | supporter |
    When advice is asked for
    Then the account is refused because "missing-name"

  Scenario: A change that is refused leaves the deal as it was
    Given the account "Steady":
      | tier | partner |
    And nobody is there
    When advice is asked for
    Then "executive_visit" is held
    When the facts change:
      | tier           | transactional |
      | purchase_stage | soon          |
    Then the change is refused because "unknown-value"
    And the fact "tier" is "partner"
    And "executive_visit" is held
    When the fact "tier" changes to "transactional"
    Then the account is accepted
    And "meet_decision_maker" is recommended
    And "executive_visit" is avoided
