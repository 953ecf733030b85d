"""What the figures were measured on, in words that name no host, user or path."""

import os
import platform
import re
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

LIBRARIES = ("pydantic", "pydantic-core", "PyYAML", "polars", "durable-rules", "zen-engine", "clipspy", "rule-engine")


def machine() -> str:
    """Cores, processor, memory, system, Python, and how busy it was when asked."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    python = f"{platform.python_implementation()} {platform.python_version()}"
    busy = f"load {os.getloadavg()[0]:.1f} before" if hasattr(os, "getloadavg") else "load not known"
    return f"{cores} × {_processor()}, {_memory()}{platform.system()}, {python}, {busy}"


def versions() -> str:
    """The versions of the libraries that were measured."""
    return ", ".join(f"{library} {_version(library)}" for library in LIBRARIES)


def _processor() -> str:
    cpuinfo = Path("/proc/cpuinfo")
    found = re.search(r"^model name\s*:\s*(.+)$", cpuinfo.read_text(), re.MULTILINE) if cpuinfo.is_file() else None
    return found.group(1).strip() if found else platform.processor() or platform.machine()


def _memory() -> str:
    meminfo = Path("/proc/meminfo")
    found = re.search(r"^MemTotal:\s*(\d+) kB", meminfo.read_text(), re.MULTILINE) if meminfo.is_file() else None
    return f"{int(found.group(1)) / 2**20:.0f} GB, " if found else ""


def _version(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return "absent"
