# language: zh-CN
功能: 写规则的人自己测试规则库
  销售运营用用例和功能文件写明客户该得到什么。stratagem test 不用写一行代码就能运行，说出实际得到什么、由哪条规则决定，
  还能说出哪些改错没有人会发现。

  背景:
    假如规则库如下：
      """
      rulebook: visits
      version: 1.0.0
      title: 拜访
      languages: [zh]
      facts:
        interest: {kind: choice, label: 兴趣, values: {some: 一些, keen: 浓厚}}
        distance: {kind: number, label: 距离}
      strategies: {visit: 拜访, call: 打电话}
      rules:
        - id: keen-people-are-visited
          when: {interest: keen, distance: "< 200"}
          priority: 60
          recommend: visit
          because: 对方想见我们。
        - id: everybody-is-called
          priority: 50
          recommend: call
          because: 打电话保持联系。
      """
    而且用例如下：
      """
      cases:
        - case: 附近兴趣浓厚的客户要拜访
          rule: keen-people-are-visited
          kind: hit
          given: {兴趣: 浓厚, 距离: 10}
          fires: 是
          advice: {recommends: visit}
        - case: 有一些兴趣还不算浓厚
          rule: keen-people-are-visited
          kind: miss
          given: {兴趣: 一些, 距离: 10}
          fires: 否
      """

  场景: 全部成立，没有人看过的地方也写明
    当测试规则库
    那么全部2个承诺都成立
    而且每条规则都生效过
    而且“distance: < 200”从未不成立
    而且“interest: keen”从未不清楚

  场景: 改动违背了承诺，说明由什么决定
    当作者把“< 200”改成“< 5”
    而且用中文测试规则库
    那么“附近兴趣浓厚的客户要拜访”不成立，说的是“实际：它没有生效”
    而且“附近兴趣浓厚的客户要拜访”不成立，说的是“依据：距离 < 5：不成立；实际是10”
    而且“附近兴趣浓厚的客户要拜访”由规则“keen-people-are-visited”决定，在第10行

  场景: 没有人会发现的改错，写明哪种用例能发现
    当试遍每一处改错
    那么“distance: < 200 → <= 200”没有被发现；能发现它的是其他条件都成立、distance 是 200 的用例
    而且“interest: keen → [keen, some]”被“有一些兴趣还不算浓厚”发现
    而且“recommend: visit → avoid: visit”被“附近兴趣浓厚的客户要拜访”发现
