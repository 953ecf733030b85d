"""`Rulebook` × facts → which rules fire. Several matchers, one meaning: that of `stratagem.condition`."""
