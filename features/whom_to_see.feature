Feature: A recommendation says whom to see, who opens the door, and who is still missing
  The rulebook "meeting" prefers people who sign, then people who advise; people stand by power, then by weight.

  Background:
    Given the rulebook in "rulebooks/meeting"
    And the account "Mill & Sons":
      | stage | open |

  Scenario: Those who sign come first, and the most powerful of them first of all
    Given the people:
      | name  | role    | stance | power | weight |
      | Alma  | advises | for_us | high  | 90     |
      | Boris | signs   |        | low   | 80     |
      | Celia | signs   |        | high  | 10     |
      | Dario | signs   |        | high  | 20     |
    When advice is asked for
    Then "meet" is recommended to "Dario, Celia, Boris" through "Alma"
    And for "meet" the advice says "Ask Alma to bring you to Dario, Celia and Boris"

  Scenario: People whose rank is not known come last, in the order in which they were listed
    Given the people:
      | name  | role  | power |
      | Alma  | signs |       |
      | Boris | signs |       |
      | Celia | signs | low   |
    When advice is asked for
    Then "meet" is recommended to "Celia, Alma, Boris"

  Scenario: Where nobody signs, those who advise will do
    Given the people:
      | name | role          |
      | Alma | advises, uses |
      | Bo   | uses          |
    When advice is asked for
    Then "meet" is recommended to "Alma"
    And "invite_users" is recommended to "Alma, Bo"

  Scenario: Where nobody fits, the advice says who is missing
    Given the people:
      | name | role |
      | Bo   | uses |
    When advice is asked for
    Then nobody fits "meet" yet, and the advice says "Nobody who signs or advises has been found"

  Scenario: Somebody whose role is unclear is not taken for the one who signs
    Given the people:
      | name | role |
      | Bo   |      |
    When advice is asked for
    Then nobody fits "meet" yet, and the advice says "Nobody who signs or advises has been found"

  Scenario: A rule that does not say who is missing lets its own words speak
    Given nobody is there
    When advice is asked for
    Then nobody fits "invite_users" yet, and the advice says "nobody has been identified yet"

  Scenario: News about one person changes whom to see
    Given the people:
      | name | role    | stance  |
      | Alma | advises | neutral |
    When advice is asked for
    Then "meet" is recommended to "Alma"
    When it is learnt about "Alma":
      | stance | for_us |
    Then "meet" is recommended to "Alma" through "Alma"
    When the people change:
      | name | role  | stance |
      | Bo   | signs | for_us |
    Then "meet" is recommended to "Bo" through "Bo"
