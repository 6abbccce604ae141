"""Facts about English that several stages need: verbs of speech, titles, kinship, first names.

Pure word lists and the few rules that inflect them. Nothing here knows a story.
"""
