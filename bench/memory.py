"""Whether the process grows while it decides: run in a process of its own, so that nothing measured before hides it.

`python -m bench.memory --matcher reference --decisions 1000000` prints samples of the resident set as JSON.
"""

import argparse
import json
import os
import resource
import sys
from itertools import cycle, islice
from pathlib import Path
from time import perf_counter

from bench.accounts import accounts
from bench.draws import AS_OF
from stratagem import Advisor

SAMPLES = 50
POOL = 1_000
"""Different accounts, taken in turn: what is kept for each account or for each person would show."""
WARM_UP = 2_000


def resident() -> int:
    """Bytes of the resident set: now where the system says so, else the greatest so far."""
    statm = Path("/proc/self/statm")
    if statm.is_file():
        return int(statm.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def main() -> None:
    """Decide, and sample between decisions; the first sample comes after a warm-up."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--matcher", choices=["reference", "live"], required=True)
    arguments.add_argument("--decisions", type=int, required=True)
    chosen = arguments.parse_args()
    advisor = Advisor.load()
    pool = list(accounts(advisor.rulebook.vocabulary, POOL))

    def decide(account: dict[str, object]) -> None:
        if chosen.matcher == "reference":
            advisor.advise(account, as_of=AS_OF)
        else:
            with advisor.open(account, as_of=AS_OF) as deal:
                deal.update(purchase_stage="evaluation")

    for account in islice(cycle(pool), min(WARM_UP, chosen.decisions)):
        decide(account)
    samples = [resident()]
    begin = perf_counter()
    between = max(1, chosen.decisions // SAMPLES)
    for number, account in enumerate(islice(cycle(pool), chosen.decisions), start=1):
        decide(account)
        if number % between == 0:
            samples.append(resident())
    print(json.dumps({"samples": samples, "seconds": perf_counter() - begin}))


if __name__ == "__main__":
    main()
