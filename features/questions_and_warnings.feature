Feature: Advice says what to find out, whom to ask about, and what may go wrong

  Scenario: The strongest question comes first
    Given the account "Thin File":
      | tier           | value_added |
      | purchase_stage | commitment  |
    When advice is asked for
    Then it asks first for "process_known, criteria_known, competitor"
    And it asks for "paperwork_known" in the words "which approvals and signatures follow"

  Scenario: What is known is not asked for again
    Given the account "Full File":
      | tier            | value_added |
      | purchase_stage  | commitment  |
      | process_known   | yes         |
      | criteria_known  | yes         |
      | paperwork_known | yes         |
      | budget_known    | yes         |
      | competitor      | none        |
      | severity        | high        |
    When advice is asked for
    Then there are no questions

  Scenario: A question about people names them
    Given the account "Unclear at the Top":
      | tier           | partner |
      | purchase_stage | need    |
    And the people:
      | name  | layer      | roles    | stance    | power |
      | Clerk | operation  | user     |           | low   |
      | Head  | management |          | supporter |       |
      | Chief | decision   | approver |           | high  |
    When advice is asked for
    Then it asks for "stance" about "Chief"

  Scenario: Of two rules that ask the same, the stronger one decides whom it concerns
    Given the rulebook in "rulebooks/meeting"
    And the account "Mill & Sons"
    And the people:
      | name  | role  | power |
      | Alma  | uses  |       |
      | Boris | signs | high  |
    When advice is asked for
    Then it asks for "stance" about "Boris"
    When it is learnt about "Boris":
      | stance | neutral |
    Then it asks for "stance" about "Alma"

  Scenario: Two supporters in one department are one thread
    Given the account "One Corridor":
      | tier | value_added |
    And the people:
      | name | department | stance    |
      | Ann  | Lab        | supporter |
      | Bob  | Lab        | leader    |
    When advice is asked for
    Then it warns of "one_thread"
    And it warns of "one_thread" because "works in the same department"
    When it is learnt about "Bob":
      | department | Purchasing |
    Then it does not warn of "one_thread"

  Scenario: A report that runs ahead of the buyer is a red flag
    Given the account "Hopeful Forecast":
      | tier           | value_added |
      | purchase_stage | criteria    |
      | sales_step     | win         |
    When advice is asked for
    Then the only warnings are "pipeline_ahead_of_buyer"

  Scenario: Where nothing is odd, nothing is warned of
    Given the account "Plain Sailing":
      | tier           | value_added |
      | purchase_stage | need        |
      | sales_step     | plan        |
    When advice is asked for
    Then there are no warnings

  Scenario: What was heard two months ago may no longer be true
    Given the account "Old News":
      | tier           | value_added |
      | purchase_stage | need        |
      | last_contact   | 2026-09-20  |
    And the date is 2026-11-19
    When advice is asked for
    Then it does not warn of "facts_are_stale"
    When the date becomes 2026-11-20
    Then it warns of "facts_are_stale"
    And it asks for "purchase_stage"

  Scenario: Some advice holds in every conversation
    Given the account "Any Customer"
    When advice is asked for
    Then it emphasises "With decision makers, talk about value, benefit and development"
