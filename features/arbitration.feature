Feature: Rules may disagree, and the order in which they are heard never changes
  A veto is final. "Not yet" and "rather not" count when they are at least as strong as what speaks for a strategy;
  weaker ones become cautions. So says the rulebook "visits", in which every rule wants something of the same visit.

  Background:
    Given the rulebook in "rulebooks/visits"
    And the account "Corner Bakery":
      | interest | keen |

  Rule: The strongest voice for a strategy gives it its priority

    Scenario: Two rules recommend it, and the stronger one counts
      Given the fact "invited" is "yes"
      When advice is asked for
      Then "visit" is recommended with priority 80
      And "visit" is recommended because of rule "an-invitation-counts"
      And "visit" is recommended because of rule "keen-people-like-visits"

    Scenario: Strategies of equal priority stand in the order of the rulebook
      When advice is asked for
      Then the strategies are exactly:
        | strategy | priority |
        | visit    | 60       |
        | call     | 40       |
        | write    | 40       |

    Scenario: Of two strategies of equal priority, the one with more reasons comes first
      Given the fact "wants_paper" is "yes"
      When advice is asked for
      Then "write" comes before "call"
      And "write" is recommended with priority 40

  Rule: A hold says not yet, and what unlocks it

    Scenario: A hold as strong as the recommendation wins
      Given the fact "travel" is "long"
      When advice is asked for
      Then "visit" is held by rule "away-for-long"
      And "visit" is held until "they are back at their desk"
      And the rule "keen-people-like-visits" fired

    Scenario: A weaker hold is told as a caution
      Given the fact "travel" is "short"
      When advice is asked for
      Then "visit" is recommended with a caution by rule "away-for-a-day"
      And "visit" is recommended with priority 60

    Scenario: A stronger reason overcomes the hold that stopped a weaker one
      Given the facts:
        | travel  | long |
        | invited | yes  |
      When advice is asked for
      Then "visit" is recommended with a caution by rule "away-for-long"

    Scenario: What nobody recommends can still be held
      Given the facts:
        | interest | mild |
        | travel   | long |
      When advice is asked for
      Then "visit" is held
      And the rule "keen-people-like-visits" did not fire

  Rule: A rule against a strategy keeps it out when it is as strong

    Scenario Outline: A <complaint> complaint leaves the visit <fate>
      Given the fact "complaint" is "<complaint>"
      When advice is asked for
      Then <expected>

      Examples:
        | complaint | fate                      | expected                                                      |
        | grave     | for another day           | "visit" is avoided by rule "grave-complaint"                  |
        | small     | possible, with a caution  | "visit" is recommended with a caution by rule "small-complaint" |
        | nothing   | as it was                 | "visit" is recommended without a caution                      |

    Scenario: When a rule says "not yet" and another "rather not", not yet is the answer
      Given the facts:
        | travel    | long  |
        | complaint | grave |
      When advice is asked for
      Then "visit" is held by rule "away-for-long"

  Rule: A veto is final, however weak the rule that says it

    Scenario: The weakest veto beats the strongest recommendation
      Given the facts:
        | invited            | yes |
        | visitors_forbidden | yes |
      When advice is asked for
      Then "visit" is vetoed by rule "visitors-are-forbidden"
      And "visit" is vetoed because "lets no visitors in"
      And the first strategy is "call"

    Scenario: A veto comes before holds and objections
      Given the facts:
        | visitors_forbidden | yes   |
        | travel             | long  |
        | complaint          | grave |
      When advice is asked for
      Then not for now are exactly:
        | strategy | status | rule                   |
        | visit    | vetoed | visitors-are-forbidden |
