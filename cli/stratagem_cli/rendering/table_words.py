"""What `stratagem table` says besides findings, in English and Chinese."""

_WORDS = {
    "en": {
        "exported": "wrote {count} rows to {file}",
        "next": "Next: edit it, then\n  stratagem table import {file}{rules} --out {home}",
        "same": "{id}: {count} rows, nothing changed",
        "read": "{id}: {count} rows",
        "changed": "  changed  {ids}",
        "new": "  new      {ids}",
        "gone": "  gone     {ids}",
        "elsewhere": "  also in {file}: {ids}; remove them there, or the rulebook has them twice",
        "list": ", ",
    },
    "zh": {
        "exported": "已把 {count} 行写到 {file}",
        "next": "下一步：修改后运行\n  stratagem table import {file}{rules} --out {home}",
        "same": "{id}：{count} 行，没有变化",
        "read": "{id}：{count} 行",
        "changed": "  有改动  {ids}",
        "new": "  新增    {ids}",
        "gone": "  已删除  {ids}",
        "elsewhere": "  {file} 里也有 {ids}：请从那里删掉，否则规则库里会重复",
        "list": "、",
    },
}


def table_words(lang: str) -> dict[str, str]:
    """The words of a language; English for those that have none of their own."""
    return _WORDS["zh" if lang == "zh" else "en"]
