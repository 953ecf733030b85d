Feature: Somebody inside who wants us to win, found early and checked
  Without a guide inside, the later it gets, the blinder we bid. Whoever tells us things is believed once a second
  person has said the same.

  Background:
    Given the account "River Hospital":
      | tier           | value_added |
      | purchase_stage | need        |
    And the people:
      | name | layer      | roles     | stance  | contact  |
      | Nina | operation  | user      | neutral | multiple |
      | Otto | management | evaluator | neutral | brief    |
      | Rita | decision   | approver  |         | none     |

  Scenario Outline: Nobody guides us at the step "<stage>"
    Given the fact "purchase_stage" is "<stage>"
    When advice is asked for
    Then the first strategy is "develop_spy"
    And "develop_spy" is recommended with priority <priority>
    And "develop_spy" is recommended because of rule "<rule>"

    Examples: The earlier the better
      | stage         | priority | rule      |
      | need          | 85       | spy-early |
      | internal_case | 85       | spy-early |
      | criteria      | 85       | spy-early |

    Examples: Late, we bid blind
      | stage      | priority | rule             |
      | evaluation | 88       | spy-missing-late |
      | commitment | 88       | spy-missing-late |

  Scenario: Bidding blind, a lower price is a shot in the dark
    Given the fact "purchase_stage" is "evaluation"
    When advice is asked for
    Then "lead_on_price" is avoided by rule "spy-missing-late"

  Scenario: Nobody says who is there, so nobody says that a guide is missing
    Given nothing is known about people
    When advice is asked for
    Then the fact "spy" is unknown
    And "develop_spy" is not mentioned

  Scenario: Where nobody is listed, the guide is missing and the candidate has yet to be found
    Given nobody is there
    When advice is asked for
    Then the fact "spy" is "none"
    And nobody fits "develop_spy" yet, and the advice says "No candidate inside has been found yet"

  Scenario: A supporter who gathers information is a guide in the making
    Given about "Nina":
      | roles  | information_gatherer |
      | stance | supporter            |
    When advice is asked for
    Then the fact "spy" is "candidate"
    And "develop_spy" is recommended to "Nina"
    And the rule "spy-early" did not fire

  Scenario: An informer is no advocate, and is checked against somebody else
    Given about "Nina":
      | spy | informer |
    When advice is asked for
    Then it warns of "informer_is_not_advocate"
    And "verify_spy" is recommended to "Otto"
    And "develop_spy" is not mentioned

  Scenario: A coach whose word was checked plans the next moves with us
    Given about "Nina":
      | spy          | coach |
      | spy_verified | yes   |
    When advice is asked for
    Then "plan_with_spy" is recommended to "Nina"
    And "verify_spy" is not mentioned
    And "develop_spy" is not mentioned

  Scenario: A coach whose word was never checked is checked first
    Given about "Nina":
      | spy | coach |
    When advice is asked for
    Then "verify_spy" is recommended because of rule "spy-unverified"
    And "plan_with_spy" is not mentioned

  Scenario: A sponsor introduces us to the one who signs
    Given about "Otto":
      | spy          | sponsor |
      | spy_verified | yes     |
    When advice is asked for
    Then "sponsor_introduction" is recommended to "Rita" through "Otto"
    And "penetrate_upward" is recommended to "Rita" through "Otto"

  Scenario: Somebody who talks to both sides hears only what is public, and another guide is sought
    Given about "Nina":
      | spy          | coach |
      | spy_verified | yes   |
      | spy_leaks    | yes   |
    When advice is asked for
    Then it warns of "double_agent"
    And "plan_with_spy" is avoided by rule "spy-leaks"
    And the first strategy is "develop_spy"

  Scenario: A guide who has gone quiet needs a second one beside
    Given about "Nina":
      | spy          | coach |
      | spy_verified | yes   |
      | spy_stale    | yes   |
    When advice is asked for
    Then "develop_spy" is recommended because of rule "spy-fading"

  Scenario: Whatever a guide gains, it is never money
    When advice is asked for
    Then "improper_benefit" is vetoed because "never money or favours"
