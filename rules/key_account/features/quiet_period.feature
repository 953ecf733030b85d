Feature: In a tender's quiet period, everything that means contact is forbidden
  The rules of the tender outrank every other rule. What remains is the official channel, in writing.

  Background:
    Given the account "City Tender":
      | tier           | value_added |
      | purchase_stage | evaluation  |
      | quiet_period   | yes         |
    And the people:
      | name | layer      | roles     | stance    | contact  |
      | Bea  | operation  | buyer     | neutral   | brief    |
      | Otto | management | evaluator | supporter | multiple |
      | Pia  | management | evaluator | neutral   | brief    |
      | Rita | decision   | approver  |           | none     |

  Scenario: Only the official channel is left
    When advice is asked for
    Then the strategies are exactly:
      | strategy         | priority | see |
      | official_channel | 98       | Bea |

  Scenario Outline: "<strategy>" would mean contact
    When advice is asked for
    Then "<strategy>" is vetoed by rule "quiet-period"

    Examples:
      | strategy             |
      | develop_spy          |
      | verify_spy           |
      | plan_with_spy        |
      | win_neutral          |
      | prove_fit            |
      | executive_visit      |
      | penetrate_upward     |
      | ally_with_middle     |
      | reach_influencer     |
      | meet_decision_maker  |
      | widen_contacts       |
      | serve_personal_win   |
      | resolve_concerns     |
      | reframe_criteria     |
      | shape_criteria       |
      | give_gift            |
      | neutralise_opponent  |
      | sponsor_introduction |
      | hosted_travel        |

  Scenario: Questions may still be asked of ourselves, and warnings still hold
    When advice is asked for
    Then it asks for "process_known"
    And it warns of "no_opponent_seen"

  Scenario: When the quiet period is over, the work goes on where it stopped
    When advice is asked for
    Then "penetrate_upward" is vetoed
    When the fact "quiet_period" changes to "no"
    Then the first strategy is "develop_spy"
    And "penetrate_upward" is recommended to "Rita" through "Otto"
    And "official_channel" is not mentioned

  Scenario: Their rules forbid gifts, and no advantage is worth breaking them
    Given the facts:
      | quiet_period | no  |
      | gift_ban     | yes |
    When advice is asked for
    Then "give_gift" is vetoed by rule "gift-ban"
    And "hosted_travel" is vetoed by rule "gift-ban"
    And "prove_fit" is recommended
