"""The few words that the engine itself puts into a finding's details, in Chinese."""

from collections.abc import Mapping

_IN_CHINESE = {
    "nothing": "空",
    "a list": "一个列表",
    "a mapping": "几行“键: 值”",
    "a condition": "条件",
    "a rule": "规则",
    "a play": "打法",
    "a script": "话术",
    "a checklist": "清单",
    "an item": "清单项",
    "rows": "行",
    "columns": "列",
    "the rulebook": "规则库",
    "this file": "这个文件",
    "a rulebook file": "规则文件",
    "Permission denied": "没有权限",
    "Not a directory": "路径中有一段不是文件夹",
    "it changed meanwhile": "文件在处理过程中被改动",
    "Too many levels of symbolic links": "符号链接循环",
    "File name too long": "文件名过长",
}
_OWN_WORDS = ("what", "found", "reason")
"""Details that the engine words itself, rather than quoting what was written."""


def in_language(lang: str, details: Mapping[str, str]) -> Mapping[str, str]:
    """Details with the engine's own words in the language asked for; what an author wrote stays as written."""
    if lang != "zh":
        return details
    return {name: _chinese(detail) if name in _OWN_WORDS else detail for name, detail in details.items()}


def _chinese(words: str) -> str:
    if words in _IN_CHINESE:
        return _IN_CHINESE[words]
    head, colon, tail = words.partition(": ")
    for english, chinese in (("rule ", "规则 "), ("fact ", "事实 ")):
        if head.startswith(english):
            head = chinese + head.removeprefix(english)
    return _IN_CHINESE.get(head, head) + colon + tail
