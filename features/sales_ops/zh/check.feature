# language: zh-CN
功能: 规则库读得懂，还要检查有没有永远做不到的事
  销售运营改了一条规则，用 stratagem check 看看弄坏了什么。结论是确定的：每个问题都有行号和一句话，涉及建议的还有一个
  能说明问题的客户；没有判定的，绝不说成没有问题。

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

  场景: 没有毛病的规则库，不用改
    当检查规则库
    那么没有发现问题

  场景: 谁也满足不了的条件，在规则那一行指出来
    当作者把“{urgent: yes}”改成“{tier: partner, urgent: yes, any: [{urgent: no}]}”
    而且检查规则库
    那么只发现“never-fires”，在第24行
    而且说的是“ring-when-urgent 永远不会生效：它对 urgent 的要求，没有客户能同时满足”

  场景: 永远排不到第一的策略，用一个可以运行的客户来说明
    当作者把“{tier: transactional}”改成“{tier: [transactional, partner]}”
    而且作者把“priority: 60”改成“priority: 85”
    而且检查规则库
    那么只发现“never-first”，在第12行
    当对说明“never-first”的客户请求建议
    那么建议里“call”排第1
    而且建议里“visit”排第2

  场景: 销售最先知道的那几件事，总要有建议
    当作者把“{tier: transactional}”改成“{tier: transactional, urgent: no}”
    而且检查规则库
    那么只发现“profile-gap”，在第3行
    而且说的是“只知道这些时没有任何建议：tier: transactional”
    当对说明“profile-gap”的客户请求建议
    那么没有任何建议

  场景: 有意为之的，写明理由接受，以后不再提
    当作者把“call: 打电话”改成“call: 打电话, mail: 写信”
    而且检查规则库
    那么只发现“unused-strategy”，在第12行
    当作者把“mail: 写信”改成“mail: {label: 写信, accept: {unused-strategy: 秋季的规则要用}}”
    而且检查规则库
    那么没有发现问题
    而且这个问题已被接受，理由是“秋季的规则要用”

  场景: 已经没有问题却还写着接受，这本身会被指出来
    当作者把“visit: 高层拜访”改成“visit: {label: 高层拜访, accept: {never-first: 有意如此}}”
    而且检查规则库
    那么只发现“needless-accept”，在第12行
    而且说的是“这里接受了 never-first，但没有这样的问题”

  场景: 时间不够判定的，不说成没有问题
    当没有时间检查规则库
    那么“never-fires”未能判定
    而且“profile-gap”未能判定
