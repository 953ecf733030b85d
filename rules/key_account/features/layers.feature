Feature: A deal stands on three layers: those who use it, those who manage it, those who decide
  Whoever has not been reached is missing when it counts, and the way to the top leads through the middle.

  Background:
    Given the account "River Hospital":
      | tier           | value_added |
      | purchase_stage | need        |

  Scenario Outline: Contacts on <layers> cover <coverage> of it
    Given the people:
      | name | layer      | contact      |
      | Nina | operation  | <operation>  |
      | Otto | management | <management> |
      | Rita | decision   | <decision>   |
    When advice is asked for
    Then the fact "coverage" is "<coverage>"

    Examples:
      | layers           | operation | management | decision | coverage |
      | no layer         | none      | none       | none     | none     |
      | one layer        | brief     | none       | none     | partial  |
      | two layers       | brief     | multiple   | none     | partial  |
      | all three layers | brief     | brief      | deep     | full     |
      | unknown layers   |           |            |          | none     |

  Scenario: A supporter covers a layer even without a meeting
    Given the people:
      | name | layer      | stance    |
      | Nina | operation  | supporter |
      | Otto | management | leader    |
      | Rita | decision   | supporter |
    When advice is asked for
    Then the fact "coverage" is "full"

  Rule: The top

    Scenario: Nobody knows who signs, so find out before anything else
      Given the people:
        | name | layer     | roles | contact  | stance    |
        | Nina | operation | user  | multiple | supporter |
      When advice is asked for
      Then the first strategy is "map_organisation"
      And "map_organisation" is recommended to "Nina"
      And it asks first for "approver_access"

    Scenario: One person whose role is unclear is no reason to believe that we know who signs
      Given the people:
        | name | layer     | roles |
        | Nina | operation | user  |
        | Mr X | decision  |       |
      When advice is asked for
      Then the fact "approver_access" is "unidentified"
      And the first strategy is "map_organisation"

    Scenario: An ally in the middle opens the way up
      Given the people:
        | name | layer      | roles    | stance    | contact  |
        | Otto | management | user     | supporter | multiple |
        | Rita | decision   | approver |           | none     |
      When advice is asked for
      Then "penetrate_upward" is recommended to "Rita" through "Otto"

    Scenario: Without an ally in the middle, the way up is built first
      Given the people:
        | name | layer      | roles        | stance  | contact |
        | Otto | management | direct_owner | neutral | brief   |
        | Rita | decision   | approver     |         | none    |
      When advice is asked for
      Then "penetrate_upward" is held until "a manager supports us and is willing to introduce us"
      And "ally_with_middle" is recommended to "Otto"

    Scenario: Who has met the one who signs needs no way up
      Given the people:
        | name | layer    | roles    | contact |
        | Rita | decision | approver | brief   |
      When advice is asked for
      Then the fact "approver_access" is "met"
      And "penetrate_upward" is not mentioned

  Rule: The middle

    Scenario: A neutral evaluator is won beside the ally we have
      Given the fact "purchase_stage" is "evaluation"
      And the people:
        | name | layer      | roles     | stance    | contact  |
        | Otto | management | evaluator | supporter | multiple |
        | Pia  | management | evaluator | neutral   | brief    |
      When advice is asked for
      Then "ally_with_middle" is recommended to "Pia" through "Otto"
      And "win_neutral" is recommended to "Pia"

    Scenario: One who is against us and has power is answered before anybody asks for the order
      Given the fact "purchase_stage" is "commitment"
      And the people:
        | name | layer      | roles        | stance    | power |
        | Otto | management | direct_owner | supporter |       |
        | Rex  | management | evaluator    | opponent  | high  |
      When advice is asked for
      Then "neutralise_opponent" is recommended to "Rex" through "Otto"
      And "ask_for_commitment" is held by rule "opponent-before-closing"

  Rule: The users

    Scenario: Nobody among the users supports us while the need takes shape
      Given the people:
        | name | layer      | roles        | stance    |
        | Nina | operation  | user         | neutral   |
        | Otto | management | direct_owner | supporter |
      When advice is asked for
      Then "ease_for_users" is recommended to "Nina"
      When it is learnt about "Nina":
        | contact | multiple |
      Then "ease_for_users" is not mentioned

    Scenario: One contact alone, and the deal leaves with that person
      Given the people:
        | name | layer      | contact |
        | Nina | operation  | brief   |
        | Otto | management | none    |
      When advice is asked for
      Then the fact "single_threaded" is "yes"
      And "widen_contacts" is recommended to "Otto"
      When it is learnt about "Otto":
        | contact | brief |
      Then "widen_contacts" is not mentioned
