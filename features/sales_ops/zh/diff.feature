# language: zh-CN
功能: 规则改动上线之前，先说清楚、数清楚、证明清楚
  销售运营周一改了规则。stratagem diff 用作者自己的话说出改了什么、多少客户的建议会变、是哪一处修改造成的。不给客户表时，
  用一个客户来说明变化，或者证明谁的建议都不会变。

  背景:
    假如规则库如下：
      """
      rulebook: visits
      version: 1.0.0
      title: 拜访
      languages: [zh]
      facts:
        tier:
          kind: choice
          label: 客户形态
          ask: 除了产品本身，他们还买什么？
          values: {transactional: 交易型, partner: 战略伙伴型}
        urgent: {kind: flag, label: 紧急, ask: 一个月之内就要吗？}
      strategies: {visit: 高层拜访, call: 打电话}
      rules:
        - id: see-partners
          when: {tier: partner}
          priority: 80
          recommend: visit
          because: 伙伴希望我方高层来访。
        - id: ring-the-others
          when: {tier: transactional}
          priority: 60
          recommend: call
          because: 打个电话花不了多少。
        - id: ring-when-urgent
          when: {urgent: yes}
          priority: 90
          recommend: call
          because: 急事在电话里定。
      """
    并且规则库照此使用

  场景: 改了什么，一行一行说清楚
    当作者把“priority: 80”改成“priority: 85”
    并且作者把“{tier: transactional}”改成“{tier: transactional, urgent: no}”
    并且拿改动和正在使用的规则库比较
    那么第1处修改说的是“see-partners”：优先级：80 → 85
    并且第2处修改说的是“ring-the-others”：条件 + 紧急：否

  场景: 数清楚哪些客户会变、从什么变到什么
    当作者把“priority: 80”改成“priority: 95”
    并且拿改动放到这些客户上比较：
      | name | tier       | urgent |
      | 甲   | 战略伙伴型 | 是     |
      | 乙   | 战略伙伴型 | 否     |
      | 丙   | 交易型     | 是     |
    那么3个客户中有1个的首选策略会变
    并且有1个从“call”变到“visit”
    并且有1个是因为第1处修改

  场景: 两处修改合在一起才起作用，就一起说出来
    当作者把“priority: 80”改成“priority: 88”
    并且作者把“priority: 90”改成“priority: 86”
    并且拿改动放到这些客户上比较：
      | name | tier       | urgent |
      | 甲   | 战略伙伴型 | 是     |
      | 乙   | 战略伙伴型 | 否     |
    那么2个客户中有1个的首选策略会变
    并且有1个是因为第1、2处修改合在一起

  场景: 两处修改单独都能起作用，就都说出来
    当作者把“priority: 80”改成“priority: 95”
    并且作者把“priority: 90”改成“priority: 70”
    并且拿改动放到这些客户上比较：
      | name | tier       | urgent |
      | 甲   | 战略伙伴型 | 是     |
    那么1个客户中有1个的首选策略会变
    并且有1个是因为任一处修改：1、2

  场景: 改了优先级却什么也没变，能证明
    当作者把“priority: 80”改成“priority: 70”
    并且拿改动和正在使用的规则库比较
    那么第1处修改说的是“see-partners”：优先级：80 → 70
    并且可以证明，没有任何客户的建议会不同

  场景: 换个理由只是用词，不是建议
    当作者把“打个电话花不了多少。”改成“电话一打就通。”
    并且拿改动和正在使用的规则库比较
    那么没有任何修改可能改变建议
    并且可以证明，没有任何客户的建议会不同

  场景: 没有客户表，也有客户能说明变化
    当作者把“priority: 80”改成“priority: 95”
    并且拿改动和正在使用的规则库比较
    那么有一个客户能说明：原来首选“call”，现在首选“visit”
