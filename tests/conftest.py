"""What all tests stand on."""

from __future__ import annotations

import signal

# A shell starts its background jobs with Ctrl-C ignored, and what they start inherits that: the
# tests that interrupt a program would wait for ever. A handler of our own is not inherited.
if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)
