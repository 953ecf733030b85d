Feature: What we do not know, and what would change the advice
  A rep has time for three questions. The advice says which answers would change what to do first, and when there is
  nothing left to ask. It also answers what if, why not, and why this before that.

  Background:
    Given the account in file "examples/equipment-purchase.yaml"

  Scenario: Most hangs on the question whose answers change most
    When advice is asked for
    Then most hangs on "spec_bias"
    And the answer to "spec_bias" decides: "if The competitor's: Reframe the criteria second"
    And the answer to "stance" decides: "if Opponent: Neutralise the opponent third"

  Scenario: An answer that changes nothing more makes the next question the telling one
    When advice is asked for
    And the facts change:
      | spec_bias | ours |
    Then most hangs on "stance" of "副总经理"

  Scenario: Two facts that change nothing alone may do so together
    When advice is asked for
    Then the answer to "personal_benefit" decides: "Benefit for the organisation is None and Benefit for the person"
    And something unknown may change the first three
    And what would bring "build_internal_case" first is "Benefit for the person is Some or Strong"

  Scenario: When nothing that is still unknown matters, the advice says so
    When advice is asked for
    And the facts change:
      | spec_bias            | ours |
      | organisation_benefit | some |
    And it is learnt about "副总经理":
      | stance | neutral |
    Then something unknown may change the first three
    When it is learnt about "总经理":
      | stance | supporter |
    Then nothing unknown can change the first three

  Scenario: Where nobody has been named, anybody may be there, and nothing is settled
    Given the account "No Names Yet":
      | tier           | partner |
      | purchase_stage | need    |
    When advice is asked for
    Then something unknown may change the first three

  Scenario: What if a fact were otherwise
    When advice is asked for
    Then if "tier" were "partner", "executive_visit" would come first
    And if "总经理.contact" were "deep", "ally_with_middle" would come first
    And the first strategy is "penetrate_upward"

  Scenario: What would have to change, and what cannot be brought about
    When advice is asked for
    Then what would bring "reframe_criteria" first is "Bias of the specification is The competitor's"
    And what would bring "reframe_criteria" first is "Contact of 总经理 goes from None to Brief or higher"
    And no small change would bring "executive_visit" first

  Scenario: Why one strategy stands above another
    When advice is asked for
    Then "penetrate_upward" stands above "ally_with_middle" because "bridge-to-the-top has priority 86"
    And "reach_influencer" stands above "verify_spy" because "the order of the rulebook decides"
    And "develop_spy" stands above "shape_criteria" because "advised against by criteria-are-frozen"
