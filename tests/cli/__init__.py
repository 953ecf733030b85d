"""The command line: what people type, what they read, what programs receive."""
