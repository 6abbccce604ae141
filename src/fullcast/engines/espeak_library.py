"""espeak-ng without a package manager: the system's library, else the one in espeakng-loader."""

from __future__ import annotations

import ctypes
import os
from pathlib import Path

SONAME = "libespeak-ng.so.1"


def provide() -> None:
    """Make the library loadable by its soname, which is how pyttsx3 asks for it (Linux).

    Loading the wheel's copy first is enough: the dynamic linker gives a library that is already
    loaded to whoever asks for its soname. Its voices lie elsewhere than compiled in, so the
    environment must name them before the library is initialised.

    Raises:
        OSError: neither the system nor the wheel has a library that loads here.
        ImportError: the system has none and espeakng-loader is not installed.
    """
    try:
        ctypes.CDLL(SONAME)
    except OSError:
        import espeakng_loader

        os.environ["ESPEAK_DATA_PATH"] = espeakng_loader.get_data_path()
        ctypes.CDLL(str(Path(espeakng_loader.get_library_path()).with_name(SONAME)))
