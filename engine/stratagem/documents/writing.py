"""Plain data → YAML as people write it: yes and no, short lists and people on one line, nothing quoted without need."""

from collections.abc import Mapping
from io import StringIO

import yaml


def to_yaml(tree: Mapping[str, object]) -> str:
    """A document that reads back as the same data: keys in the order given, what holds no further lists on one line."""
    text = StringIO()
    dumper = _Dumper(text, allow_unicode=True, sort_keys=False, default_flow_style=None, width=1_000_000, indent=2)
    document = dumper.represent_mapping("tag:yaml.org,2002:map", tree, flow_style=False)
    try:
        dumper.open()
        dumper.serialize(document)
        dumper.close()
    finally:
        dumper.dispose()
    return text.getvalue()


class _Dumper(yaml.SafeDumper):
    """The house style."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        """Set lists in below their key."""
        return super().increase_indent(flow, indentless=False)

    def ignore_aliases(self, data: object) -> bool:
        """Write everything out: a person said twice is two people."""
        return True


def _flag(dumper: _Dumper, flag: bool) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:bool", "yes" if flag else "no")


_Dumper.add_representer(bool, _flag)
