"""A page in a real browser."""

import shutil
import subprocess
from pathlib import Path

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_CALM = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--hide-scrollbars",
)  # fmt: skip


def browse(page: Path, profile: Path, *options: str) -> str:
    """What Chromium prints when it opens the page; a machine without it is told what to install."""
    browser = next((found for name in _NAMES if (found := shutil.which(name))), None)
    assert browser is not None, (
        "Chromium is not installed, and the page cannot be looked at without it. `make test` installs it on Debian and "
        "Ubuntu; by hand: sudo apt-get install chromium fonts-noto-cjk (macOS: brew install --cask chromium)"
    )
    command = [browser, *_CALM, f"--user-data-dir={profile}", *options, page.as_uri()]
    return subprocess.run(command, capture_output=True, timeout=60, check=True).stdout.decode()
