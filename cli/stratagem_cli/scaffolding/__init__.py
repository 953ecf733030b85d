"""What `stratagem new` writes: files to begin with, that pass `check` and `test` as they are."""
