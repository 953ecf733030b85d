Feature: A rulebook is tested by those who write it
  Sales ops says in cases and features what must come of an account. `stratagem test` runs them without a line of code,
  says what came instead and which rule decided, and says whether anybody would notice a mistake.

  Background:
    Given this rulebook:
      """
      rulebook: visits
      version: 1.0.0
      title: Visits
      languages: [en]
      facts:
        interest: {kind: choice, label: Interest, values: {some: Some, keen: Keen}}
        distance: {kind: number, label: Distance}
      strategies: {visit: Visit them, call: Call them}
      rules:
        - id: keen-people-are-visited
          when: {interest: keen, distance: "< 200"}
          priority: 60
          recommend: visit
          because: They want to see us.
        - id: everybody-is-called
          priority: 50
          recommend: call
          because: A call keeps them warm.
      """
    And these cases:
      """
      cases:
        - case: keen people nearby are visited
          rule: keen-people-are-visited
          kind: hit
          given: {interest: keen, distance: 10}
          fires: yes
          advice: {recommends: visit}
        - case: some interest is not keen
          rule: keen-people-are-visited
          kind: miss
          given: {interest: some, distance: 10}
          fires: no
      """

  Scenario: Everything holds, and what nobody has looked at is named
    When the rulebook is tested
    Then all 2 promises hold
    And every rule has fired
    And "distance: < 200" was never seen false
    And "interest: keen" was never seen unknown

  Scenario: A change that breaks a promise is told with what decided
    When its author writes "< 5" instead of "< 200"
    And the rulebook is tested
    Then "keen people nearby are visited" does not hold, and it says "came: it does not fire"
    And "keen people nearby are visited" does not hold, and it says "decided by: Distance < 5: false; the value is 10"
    And "keen-people-are-visited" is named as the rule that decided "keen people nearby are visited", with line 10

  Scenario: A feature of its own is run too
    Given this feature of its own:
      """
      Feature: Visits
      ~ Scenario: Keen and near
      ~   Given the account "Bakery"
      ~   And the fact "interest" is "keen"
      ~   And the fact "distance" is "10"
      ~   When advice is asked for
      ~   Then the first strategy is "call"
      """
    When the rulebook is tested
    Then "Keen and near" does not hold, and it says "expected call first, and visit came"
    And "keen-people-are-visited" is named as the rule that decided "Keen and near", with line 10

  Scenario: Slips that nobody would notice are named with the case that would
    When every slip is tried
    Then nobody notices "distance: < 200 → <= 200"; what would notice it is a case in which all else holds and distance is 200
    And "interest: keen → [keen, some]" is noticed by "some interest is not keen"
    And "recommend: visit → avoid: visit" is noticed by "keen people nearby are visited"
