Feature: What the rep knows for certain outweighs what the rules would conclude
  Rules work out what nobody has filled in. Where the rep has filled it in, that value stands, and the advice reports
  that the rules see it otherwise.

  Background:
    Given the account "River Hospital":
      | tier           | value_added |
      | purchase_stage | evaluation  |
    And the people:
      | name | layer      | roles     | stance    | contact  |
      | Lin  | management | evaluator | supporter | multiple |
      | Ma   | decision   | approver  |           | none     |

  Scenario: What nobody says, the rules conclude
    When advice is asked for
    Then the fact "middle_ally" is "yes" because of rule "middle-has-an-ally"
    And the fact "spy" is "none" because of rule "spy-is-missing"
    And the fact "tier" is "value_added" as given
    And the fact "strong_opponent" is "no" by default
    And the fact "relationship" is unknown
    And there are no disagreements

  Scenario: A guide whom only the rep knows of counts, and the rules say what they would have said
    Given the fact "spy" is "coach"
    When advice is asked for
    Then the fact "spy" is "coach" as given
    And the rules would have said "none" for "spy"
    And "develop_spy" is not mentioned
    And the rule "spy-missing-late" did not fire

  Scenario: Saying what the rules would have said is no disagreement
    Given the facts:
      | middle_ally | yes |
    When advice is asked for
    Then the fact "middle_ally" is "yes" as given
    And there are no disagreements

  Scenario: The rep denies the ally that the rules see, and the way up is closed until one is found
    Given the fact "middle_ally" is "no"
    When advice is asked for
    Then the rules would have said "yes" for "middle_ally"
    And "penetrate_upward" is held by rule "no-bridge-build-it"

  Scenario: Taking the word back lets the rules conclude again
    Given the fact "spy" is "coach"
    When advice is asked for
    Then the fact "spy" is "coach" as given
    When the fact "spy" becomes unknown
    Then the fact "spy" is "none" because of rule "spy-is-missing"
    And the first strategy is "develop_spy"
    And there are no disagreements

  Scenario: A better reason outranks a weaker one when several rules conclude the same fact
    Given also the people:
      | name | spy     |
      | Wu   | sponsor |
      | Zhao | coach   |
    When advice is asked for
    Then the fact "spy" is "coach" because of rule "spy-is-a-coach"
