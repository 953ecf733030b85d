"""The command line of Stratagem: thin commands that parse, call the engine and render. No knowledge lives here."""
