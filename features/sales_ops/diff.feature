Feature: A change to the rules is told, counted and proven before it goes live
  Sales ops changes a rule on Monday. `stratagem diff` tells what changed in the author's words, how many accounts get
  other advice, and which edit does it. Without a book, an account shows the change, or it is proven that there is none.

  Background:
    Given this rulebook:
      """
      rulebook: visits
      version: 1.0.0
      title: Visits
      languages: [en]
      facts:
        tier:
          kind: choice
          label: Customer tier
          ask: What do they buy beyond the product itself?
          values: {transactional: Transactional, partner: Strategic partner}
        urgent: {kind: flag, label: Urgent, ask: Do they need it within a month?}
      strategies: {visit: Executive visit, call: Telephone call}
      rules:
        - id: see-partners
          when: {tier: partner}
          priority: 80
          recommend: visit
          because: A partner expects our executive to come.
        - id: ring-the-others
          when: {tier: transactional}
          priority: 60
          recommend: call
          because: A call costs little.
        - id: ring-when-urgent
          when: {urgent: yes}
          priority: 90
          recommend: call
          because: Urgent needs are settled by telephone.
      """
    And it is in use as it stands

  Scenario: What changed is told line by line
    When its author writes "priority: 85" instead of "priority: 80"
    And its author writes "{tier: transactional, urgent: no}" instead of "{tier: transactional}"
    And the change is compared with what is in use
    Then edit 1 says of "see-partners": priority: 80 → 85
    And edit 2 says of "ring-the-others": when + Urgent: no

  Scenario: Accounts that change are counted, from what to what
    When its author writes "priority: 95" instead of "priority: 80"
    And the change is compared over this book:
      | name | tier          | urgent |
      | A    | partner       | yes    |
      | B    | partner       | no     |
      | C    | transactional | yes    |
    Then 1 of 3 accounts get another first strategy
    And 1 go from "call" to "visit"
    And 1 change because of edit 1

  Scenario: Two edits that only together change an account are named together
    When its author writes "priority: 88" instead of "priority: 80"
    And its author writes "priority: 86" instead of "priority: 90"
    And the change is compared over this book:
      | name | tier    | urgent |
      | A    | partner | yes    |
      | B    | partner | no     |
    Then 1 of 2 accounts get another first strategy
    And 1 change because of edits 1 and 2 together

  Scenario: Two edits that would each do are both named
    When its author writes "priority: 95" instead of "priority: 80"
    And its author writes "priority: 70" instead of "priority: 90"
    And the change is compared over this book:
      | name | tier    | urgent |
      | A    | partner | yes    |
    Then 1 of 1 accounts get another first strategy
    And 1 change because of either of edits 1 and 2

  Scenario: A priority that changes nothing is proven to change nothing
    When its author writes "priority: 70" instead of "priority: 80"
    And the change is compared with what is in use
    Then edit 1 says of "see-partners": priority: 80 → 70
    And no account whatever can be advised otherwise

  Scenario: Another reason is wording, and no advice
    When its author writes "A call is soon made." instead of "A call costs little."
    And the change is compared with what is in use
    Then no edit can change advice
    And no account whatever can be advised otherwise

  Scenario: Without a book an account shows the change
    When its author writes "priority: 95" instead of "priority: 80"
    And the change is compared with what is in use
    Then an account shows it: "call" came first, and "visit" comes first now
