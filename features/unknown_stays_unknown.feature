Feature: What is not known is neither yes nor no
  A rule fires only when its condition is certainly true. A fact that nobody knows makes nothing true: not a test, and
  not its opposite either. Only "unknown" itself can be answered with certainty.

  Background:
    Given the rulebook in "rulebooks/unknowns"

  Scenario: A budget that nobody knows is neither large nor small
    Given the account "Quiet Customer"
    When advice is asked for
    Then "large_offer" is not mentioned
    And "small_offer" is not mentioned
    And the fact "budget" is unknown
    And "find_out" is recommended because of rule "budget-is-unknown"
    And it asks for "budget" in the words "How much is set aside?"

  Scenario Outline: A budget of <budget> is known, and one of the two offers fits
    Given the account "Open Customer":
      | budget | <budget> |
    When advice is asked for
    Then "<offer>" is recommended
    And "<other>" is not mentioned
    And it does not ask for "budget"

    Examples:
      | budget  | offer       | other       |
      | 99,999  | small_offer | large_offer |
      | 100,000 | large_offer | small_offer |
      | 0       | small_offer | large_offer |

  Scenario: A blank cell says no more than an absent line
    Given the account "Blank Customer":
      | budget |  |
    When advice is asked for
    Then the fact "budget" is unknown
    And "find_out" is recommended

  Scenario Outline: "Not low" needs a risk that is known (<risk>)
    Given the account "Careful Customer":
      | risk | <risk> |
    When advice is asked for
    Then "reassure" is <outcome>

    Examples:
      | risk | outcome       |
      | high | recommended   |
      | low  | not mentioned |
      |      | not mentioned |

  Scenario Outline: One known line is enough for "any", never for "all" (risk <risk>, budget <budget>)
    Given the account "Half-known Customer":
      | risk   | <risk>   |
      | budget | <budget> |
    When advice is asked for
    Then "bring_expert" is <expert>
    And "bring_executive" is <executive>

    Examples:
      | risk | budget  | expert        | executive     |
      | high |         | recommended   | not mentioned |
      |      | 500,000 | recommended   | not mentioned |
      | low  |         | not mentioned | not mentioned |
      |      |         | not mentioned | not mentioned |
      | high | 500,000 | recommended   | recommended   |

  Scenario: Some facts are taken for granted until somebody says otherwise
    Given the account "Ordinary Customer"
    When advice is asked for
    Then the fact "gift_ban" is "no" by default
    And "bring_gift" is recommended
    When the fact "gift_ban" changes to "yes"
    Then the fact "gift_ban" is "yes" as given
    And "bring_gift" is not mentioned

  Rule: People: nobody there is one thing, nothing said is another

    Scenario: Nothing is said about people, so nothing follows from them
      Given the account "Unmapped Customer"
      And nothing is known about people
      When advice is asked for
      Then "answer_opponent" is not mentioned
      And "go_ahead" is not mentioned
      And "close" is not mentioned
      And "thank" is not mentioned

    Scenario: It is said that nobody is there, so nobody opposes
      Given the account "Empty Customer"
      And nobody is there
      When advice is asked for
      Then "go_ahead" is recommended because of rule "nobody-opposes"
      And "close" is recommended because of rule "everybody-supports"
      And the rule "somebody-opposes" did not fire
      And "thank" is not mentioned

    Scenario: One person whose stance is unclear leaves open whether somebody opposes
      Given the account "Unclear Customer"
      And the people:
        | name | stance    |
        | Ann  | supporter |
        | Bob  |           |
      When advice is asked for
      Then "go_ahead" is not mentioned
      And "answer_opponent" is not mentioned
      And "close" is not mentioned

    Scenario: One known opponent settles it, whatever the others think
      Given the account "Split Customer"
      And the people:
        | name | stance   |
        | Ann  | opponent |
        | Bob  |          |
      When advice is asked for
      Then "answer_opponent" is recommended
      And "go_ahead" is not mentioned

    Scenario Outline: A count is certain once the unclear ones cannot change it (<second>, <third>)
      Given the account "Counted Customer"
      And the people:
        | name | stance    |
        | Ann  | supporter |
        | Bob  | <second>  |
        | Cid  | <third>   |
      When advice is asked for
      Then "thank" is <outcome>

      Examples:
        | second    | third   | outcome       |
        | supporter |         | recommended   |
        | neutral   |         | not mentioned |
        | neutral   | neutral | not mentioned |
