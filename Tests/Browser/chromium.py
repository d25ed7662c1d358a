"""Which Chromium to drive. Run by itself it prints the path, or exits with 1 if there is none."""

import os
import shutil
import sys
from pathlib import Path


def path() -> str | None:
    """The browser to start, or None where Playwright's own is to be used or nothing is there."""
    named = os.environ.get("ROLLCALL_CHROMIUM")
    if named:
        return named
    for name in ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"):
        found = shutil.which(name)
        # A snap sees neither the test's temporary directory nor a profile outside the home directory.
        if found and "/snap/" not in str(Path(found).resolve()):
            return found
    return None


def playwrights_own() -> str | None:
    """The browser that `playwright install chromium` fetched, if it did."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        found = playwright.chromium.executable_path
    return found if Path(found).exists() else None


if __name__ == "__main__":
    browser = path() or playwrights_own()
    if not browser:
        sys.exit(1)
    print(browser)
