"""What a rep prints before a meeting: advice with the people, a question script, the dossier; and the self-rating.

Built on decided advice and on the content of the rulebook. It decides nothing and draws nothing: pictures and pages are
the business of whoever shows a `Brief`.
"""
