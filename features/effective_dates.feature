Feature: Rules know what day it is, because they are told
  Nothing looks at a clock: ages and effective dates are counted from the date that is handed in. Without one they are
  unknown, and what depends on them stays silent.

  Background:
    Given the rulebook in "rulebooks/campaign"
    And the account "Corner Bakery"

  Scenario Outline: The autumn campaign runs from the first of September to the end of November (<day>)
    Given the date is <day>
    When advice is asked for
    Then "offer_trial" is <outcome>
    And "send_news" is recommended

    Examples:
      | day        | outcome       |
      | 2026-08-31 | not mentioned |
      | 2026-09-01 | recommended   |
      | 2026-11-23 | recommended   |
      | 2026-11-30 | recommended   |
      | 2026-12-01 | not mentioned |
      | 2025-10-10 | not mentioned |

  Scenario: Without a date, nothing that needs one is said
    Given the fact "last_visit" is "2026-01-01"
    And the date is not known
    When advice is asked for
    Then the strategies are exactly:
      | send_news |

  Scenario Outline: A visit on <visit> was <ago> on the 23rd of November
    Given the date is 2026-11-23
    And the fact "last_visit" is "<visit>"
    When advice is asked for
    Then "visit_again" is <again>
    And "leave_in_peace" is <peace>

    Examples:
      | visit      | ago         | again         | peace         |
      | 2026-10-23 | 31 days ago | recommended   | not mentioned |
      | 2026-10-24 | 30 days ago | not mentioned | recommended   |
      | 2026-11-23 | today       | not mentioned | recommended   |

  Scenario: As time goes by, the same account gets other advice
    Given the date is 2026-11-23
    And the fact "last_visit" is "2026-11-20"
    When advice is asked for
    Then the first strategies are "offer_trial, leave_in_peace"
    When the date becomes 2027-01-15
    Then the first strategies are "visit_again, send_news"
    And "visit_again" is recommended because "The last visit was on 2026-11-20"
    And "offer_trial" is not mentioned
