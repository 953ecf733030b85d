"""Fired rules → advice: strata settle the facts, arbitration ranks the strategies, explanation gives the reasons."""
