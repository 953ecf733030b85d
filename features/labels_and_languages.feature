Feature: Write in the language you think in
  Facts, values and people may go by their ids or by their labels in any language of the rulebook. Advice comes in the
  language that is asked for; ids never change.

  Scenario: English labels say the same as ids
    Given the account "Labelled":
      | Customer tier  | Strategic partner |
      | Purchase stage | Need              |
    And the people:
      | name | Layer      | Roles                          | Stance    |
      | Grey | Management | Directly responsible, Evaluator | Supporter |
    When advice is asked for
    Then the fact "tier" is "partner"
    And the fact "purchase_stage" is "need"
    And the fact "middle_ally" is "yes"

  Scenario: Chinese labels say the same as ids
    Given the account "Labelled":
      | 客户形态 | 战略伙伴型 |
      | 采购阶段 | 发现需求   |
    And the people:
      | 姓名 | 层次   | 角色             | 目前的关系 |
      | Grey | 管理层 | 直接负责人、评标 | 支持者     |
    When advice is asked for
    Then the fact "tier" is "partner"
    And the fact "middle_ally" is "yes"
    And "Team selling" is recommended to "Grey"

  Scenario: Languages may be mixed in one account
    Given the account "Mixed":
      | 客户形态       | partner  |
      | Purchase stage | 发现需求 |
    When advice is asked for
    Then the account is accepted
    And the fact "客户形态" is "Strategic partner"

  Scenario: A label in capitals and wide letters is still that label
    Given the account "Loud":
      | CUSTOMER   TIER | ｐａｒｔｎｅｒ |
    When advice is asked for
    Then the fact "tier" is "partner"

  Scenario: The same advice in English and in Chinese
    Given the account "Bilingual":
      | tier           | partner |
      | purchase_stage | need    |
    And nobody is there
    When advice is asked for in English
    Then "executive_visit" is called "Executive visit"
    And "executive_visit" is held until "the visit has an objective"
    When advice is asked for in Chinese
    Then "executive_visit" is called "高层互访"
    And "executive_visit" is held until "定好了拜访目标"

  Scenario Outline: Yes and no may be written as people write them (<written>)
    Given the account "Flags":
      | quiet_period | <written> |
    When advice is asked for
    Then the fact "quiet_period" is "<meant>" as given

    Examples:
      | written | meant |
      | yes     | yes   |
      | TRUE    | yes   |
      | 是      | yes   |
      | 1       | yes   |
      | no      | no    |
      | 否      | no    |
      | 无      | no    |

  Scenario Outline: Numbers and dates may be written as people write them (<written>)
    Given the account "Figures":
      | <fact> | <written> |
    When advice is asked for
    Then the fact "<fact>" is "<meant>"

    Examples:
      | fact         | written     | meant      |
      | amount       | 1,200,000   | 1200000    |
      | amount       | ３０        | 30         |
      | price_weight | 70%         | 70         |
      | last_contact | 2026/11/03  | 2026-11-03 |
      | last_contact | 2026年11月3日 | 2026-11-03 |
      | cares_about  | fit, 价格   | price, fit |
