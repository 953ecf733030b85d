Feature: People have moods, and the customer has a choice
  Who is new, content or in a quarrel is met differently; so is a customer who could stay as it is, keep its supplier or
  give the order to a rival's friend.

  Background:
    Given the account "River Hospital":
      | tier           | value_added |
      | purchase_stage | need        |

  Rule: People

    Background:
      Given the people:
        | name | layer      | roles        | stance    | contact  | power |
        | Otto | management | direct_owner | supporter | multiple |       |
        | Rita | decision   | approver     | neutral   | brief    | high  |

    Scenario: Somebody new has changed the map
      Given about "Rita":
        | new_in_role | yes |
      When advice is asked for
      Then "map_organisation" is recommended to "Rita"
      And "map_organisation" is recommended because of rule "new-in-role"

    Scenario Outline: Somebody in <mode> is ready to listen
      Given about "Otto":
        | mode | <mode> |
      When advice is asked for
      Then it emphasises "Bring a fix to people in trouble and a gain to people who want growth"

      Examples:
        | mode    |
        | trouble |
        | growth  |

    Scenario Outline: Somebody decisive who is <mode> is not pressed but shown the gap, through a colleague
      Given about "Rita":
        | mode | <mode> |
      When advice is asked for
      Then "plan_with_spy" is recommended to "Rita" through "Otto"
      And "ask_for_commitment" is avoided by rule "unreceptive-people"

      Examples:
        | mode          |
        | even_keel     |
        | overconfident |

    Scenario: What the decisive people win by it is worth knowing
      When advice is asked for
      Then it asks for "personal_win" about "Rita, Otto"
      When it is learnt about "Rita":
        | personal_win | A calm first year in office |
      Then it asks for "personal_win" about "Otto"

    Scenario: Two camps quarrel, and we join neither
      Given the fact "internal_dispute" is "yes"
      When advice is asked for
      Then "take_sides" is avoided by rule "internal-dispute"
      And "build_internal_case" is recommended to "Rita, Otto"

    Scenario: The rival's powerful friend is balanced by colleagues of the same weight
      Given about "Rita":
        | favours_competitor | yes |
      When advice is asked for
      Then the fact "competitor_champion" is "yes" because of rule "competitor-has-a-champion"
      And "neutralise_opponent" is recommended to "Otto"

  Rule: Price

    Scenario Outline: Where price weighs <weight> of a hundred
      Given the fact "price_weight" is "<weight>"
      When advice is asked for
      Then "total_cost_case" is <cost>
      And "lead_on_price" is <price>
      And it emphasises "Open with the criterion that weighs most for them (price: <weight>%"

      Examples:
        | weight | cost          | price         |
        | 49     | not mentioned | avoided       |
        | 50     | recommended   | not mentioned |

    Scenario: Who asks for a price before there is value to hold it against does not get one yet
      Given the fact "price_asked" is "yes"
      When advice is asked for
      Then "lead_on_price" is avoided by rule "early-no-price"
      When the fact "tier" changes to "transactional"
      Then "lead_on_price" is not mentioned

  Rule: The market

    Scenario: An incumbent is met with a trial that carries the risk of switching
      Given the fact "competitor" is "incumbent"
      And the people:
        | name | layer     | roles |
        | Nina | operation | user  |
      When advice is asked for
      Then "prove_fit" is recommended to "Nina"
      And "prove_fit" is recommended because of rule "incumbent-trial"

    Scenario: No rival and little pain, so the rival is no decision
      Given the facts:
        | competitor | none |
        | severity   | low  |
      When advice is asked for
      Then it warns of "status_quo_wins"
      And "discover_needs" is recommended because of rule "status-quo"

    Scenario: How grave it is, is what they look at first, so it is asked for
      When advice is asked for
      Then it asks for "severity"
      When the fact "severity" changes to "high"
      Then it does not ask for "severity"

    Scenario: The money is asked for as soon as there is more than a need
      When advice is asked for
      Then it does not ask for "budget_known"
      When the fact "purchase_stage" changes to "internal_case"
      Then it asks for "budget_known"

    Scenario: At the moment of truth trust is built by seeing
      Given the facts:
        | purchase_stage | evaluation |
        | rapport        | exchange   |
      When advice is asked for
      Then "prove_fit" is recommended because of rule "exchange-to-trust"

  Rule: What they do tells the tier where nobody has stated one

    Scenario Outline: They treat us as <treated>
      Given the fact "tier" is unknown
      And the fact "treats_rep_as" is "<treated>"
      And the fact "cares_about" is "<cares>"
      When advice is asked for
      Then the fact "working_tier" is "<tier>" because of rule "<rule>"

      Examples:
        | treated | cares    | tier          | rule                     |
        | conduit | price    | transactional | tier-shown-transactional |
        | adviser | fit      | value_added   | tier-shown-value-added   |
        | team    | strategy | partner       | tier-shown-partner       |
