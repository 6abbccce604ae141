"""Recognition: what is said in a piece of sound, in words.

It runs on this machine, by OpenAI's network Whisper, and only where the package faster-whisper is
installed (`pip install "fullcast[asr]"`).
"""

from fullcast.recognition.weights import VARIABLE
from fullcast.recognition.whisper import LONGEST, RATE, Recogniser, load

__all__ = ["LONGEST", "RATE", "VARIABLE", "Recogniser", "load"]
