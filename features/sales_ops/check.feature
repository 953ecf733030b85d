Feature: A rulebook that reads well is checked for what it can never do
  Sales ops changes a rule and asks `stratagem check` what it broke. The answer is certain: each finding comes with its
  line, a sentence and, where advice is at stake, an account that shows it; and what was not decided is never called fine.

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

  Scenario: A sound rulebook gives nothing to mend
    When the rulebook is checked
    Then nothing is found

  Scenario: A condition that nobody can meet is found where the rule stands
    When its author writes "{tier: partner, urgent: yes, any: [{urgent: no}]}" instead of "{urgent: yes}"
    And the rulebook is checked
    Then the only finding is "never-fires" in line 24
    And it says "ring-when-urgent can never fire: no account meets at once all that it asks of urgent"

  Scenario: A strategy that never comes first is shown by an account that can be run
    When its author writes "{tier: [transactional, partner]}" instead of "{tier: transactional}"
    And its author writes "priority: 85" instead of "priority: 60"
    And the rulebook is checked
    Then the only finding is "never-first" in line 12
    When the account that shows "never-first" is advised on
    Then the advice recommends "call" in place 1
    And the advice recommends "visit" in place 2

  Scenario: What a rep knows first must get some advice
    When its author writes "{tier: transactional, urgent: no}" instead of "{tier: transactional}"
    And the rulebook is checked
    Then the only finding is "profile-gap" in line 3
    And it says "nothing is recommended when only this is known: tier: transactional"
    When the account that shows "profile-gap" is advised on
    Then the advice recommends nothing

  Scenario: A finding that is meant is accepted with its reason, and is silent from then on
    When its author writes "call: Telephone call, mail: Mail" instead of "call: Telephone call"
    And the rulebook is checked
    Then the only finding is "unused-strategy" in line 12
    When its author writes "mail: {label: Mail, accept: {unused-strategy: The autumn rules need it}}" instead of "mail: Mail"
    And the rulebook is checked
    Then nothing is found
    And the finding is accepted, because "The autumn rules need it"

  Scenario: An acceptance that excuses nothing any more is found itself
    When its author writes "visit: {label: Executive visit, accept: {never-first: On purpose}}" instead of "visit: Executive visit"
    And the rulebook is checked
    Then the only finding is "needless-accept" in line 12
    And it says "never-first is accepted here, and there is no such finding"

  Scenario: What the time did not suffice for is not called fine
    When there is no time to check the rulebook
    Then "never-fires" is undecided
    And "profile-gap" is undecided
