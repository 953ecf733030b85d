"""A rulebook that fits on a page, and ways to read variations of it: most tests of reading start here."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from stratagem import Advisor
from stratagem.authoring import read_rulebook
from stratagem.diagnostics import Diagnostic
from stratagem.rulebook import Rulebook

HEAD = """\
rulebook: demo
version: 1.0.0
title: {en: Demo, zh: 演示}
languages: [en, zh]
rank_people_by: [power, weight]
"""

FACTS = """\
facts:
  tier:
    kind: choice
    label: {en: Customer tier, zh: 客户形态}
    ask: {en: What do they buy?, zh: 他们买什么？}
    values:
      transactional: {en: Transactional, zh: 交易型}
      value_added: {en: Added value, zh: 附加价值型}
      partner: {en: Strategic partner, zh: 战略伙伴型}
  stage:
    kind: scale
    label: {en: Purchase stage, zh: 采购阶段}
    values:
      need: {en: Need, zh: 发现需求}
      criteria: {en: Criteria, zh: 标准准备}
      evaluation: {en: Evaluation, zh: 评估}
  price: {kind: number, range: [0, 100], unit: "%", label: {en: Price weight, zh: 价格权重}}
  amount: {kind: number, label: {en: Amount, zh: 购买金额}}
  cares:
    kind: tags
    label: {en: Cares about, zh: 关心点}
    values: {cost: {en: Cost, zh: 成本}, fit: {en: Fit, zh: 适合}}
  met: {kind: date, label: {en: Last met, zh: 最近见面}}
  invited: {kind: flag, label: {en: Invited, zh: 已邀请}}
  quiet: {kind: flag, default: no, label: {en: Quiet period, zh: 静默期}}
  note: {kind: text, label: {en: Note, zh: 备注}}
  weak: {kind: flag, concluded: true, default: no, label: {en: Weak, zh: 薄弱}}
  strong: {kind: flag, concluded: true, label: {en: Strong, zh: 稳固}}
stakeholder:
  power: {kind: scale, label: {en: Power, zh: 权力}, values: {low: {en: Low, zh: 低}, high: {en: High, zh: 高}}}
  weight: {kind: number, label: {en: Weight, zh: 权重}}
  roles:
    kind: tags
    label: {en: Roles, zh: 角色}
    values: {approver: {en: Approver, zh: 拍板人}, user: {en: User, zh: 使用者}}
  stance:
    kind: scale
    label: {en: Stance, zh: 立场}
    values: {enemy: {en: Enemy, zh: 反对}, neutral: {en: Neutral, zh: 中立}, ally: {en: Ally, zh: 支持}}
  unit: {kind: choice, label: {en: Unit, zh: 部门}, values: {it: {en: IT, zh: 信息部}, hr: {en: HR, zh: 人事部}}}
"""

STRATEGIES = """\
strategies:
  visit: {en: Executive visit, zh: 高层拜访}
  develop_spy: {en: Develop a spy, zh: 发展内线}
  discount: {label: {en: Discount, zh: 打折}, about: {en: Lower the price., zh: 降价。}}
warnings:
  one_thread: {en: One thread, zh: 单线联系}
  late: {en: Too late, zh: 太晚}
"""

RULE = """\
rules:
  - id: go-and-see
    title: {en: Go and see, zh: 去拜访}
    when: {tier: partner}
    priority: 80
    recommend: visit
    because: {en: "They are {tier}", zh: "他们是{tier}"}
"""

SMALL = HEAD + FACTS + STRATEGIES + RULE


def rule(
    id_: str = "a-rule", priority: int = 50, when: str | None = None, because: str | None = None, **lines: str
) -> str:
    """One rule as text, without its dash's list; `lines` are its further keys, `with_` for `with`."""
    text = f"  - id: {id_}\n    title: {{en: Title of {id_}, zh: 标题}}\n    priority: {priority}\n"
    text += f"    because: {because or '{en: Because, zh: 因为}'}\n"
    if when is not None:
        text += f"    when: {when}\n"
    for key, value in lines.items():
        text += f"    {key.rstrip('_')}: {value}\n"
    return text


def rules(*texts: str) -> str:
    """The small rulebook with these rules."""
    return HEAD + FACTS + STRATEGIES + "rules:\n" + "".join(texts)


def read(text: str | bytes) -> tuple[Rulebook | None, tuple[Diagnostic, ...]]:
    """Read a rulebook that stands in one file, called `book.yaml`."""
    with written({"book.yaml": text}) as folder:
        return read_rulebook(folder / "book.yaml")


def good(text: str) -> Rulebook:
    """A rulebook in which nothing is wrong."""
    rulebook, findings = read(text)
    assert rulebook is not None, "\n\n".join(map(str, findings))
    return rulebook


def told(text: str | bytes) -> list[tuple[str, str]]:
    """What is wrong with a rulebook: codes, each with the text that its place covers."""
    return [(finding.code, covered(finding)) for finding in read(text)[1]]


def advisor(*texts: str) -> Advisor:
    """An advisor with these rules over the small vocabulary."""
    return Advisor(good(rules(*texts)))


def covered(finding: Diagnostic) -> str:
    """The text under the carets."""
    place = finding.place
    if place is None or isinstance(place, str):
        return place or ""
    return place.source.line(place.line)[place.column - 1 :][: place.width]


@contextmanager
def written(files: Mapping[str, str | bytes]) -> Iterator[Path]:
    """A folder that holds these files for a while."""
    with TemporaryDirectory() as folder:
        for name, content in files.items():
            path = Path(folder) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode() if isinstance(content, str) else content)
        yield Path(folder)
