"""From a line of a story to what an engine is given to say.

The rules are few and careful: engines read numbers, dates and most abbreviations themselves. What
is mended here is what they read wrong (each rule names it) and what is no text at all.
"""

from fullcast.lexicon.sentence import LIMIT, sentences
from fullcast.lexicon.speech import spoken, utterances
from fullcast.lexicon.words import words

__all__ = ["LIMIT", "sentences", "spoken", "utterances", "words"]
