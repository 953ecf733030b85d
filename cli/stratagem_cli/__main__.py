"""`python -m stratagem_cli` is `stratagem`."""

from stratagem_cli.main import main

main(prog_name="stratagem")
