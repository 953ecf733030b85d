"""`python -m bench` measures everything there is to measure: one account at a time."""

from bench.single_account import main

main()
