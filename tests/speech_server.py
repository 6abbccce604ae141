"""A speech server on this machine that speaks in tones; see `web_server`."""

from __future__ import annotations

import io
import json
import struct
import wave

from web_server import Behaviour, Handler, Request, sends

from fullcast.engines.tone import ToneEngine
from fullcast.errors import EngineError
from fullcast.model import Audio, Voice

TONES = ToneEngine()


def wav(audio: Audio, *, streamed: bool = False) -> bytes:
    """16-bit mono; streamed, with a header that does not know how much will come."""
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(audio.rate)
        file.writeframes((audio.samples * 32_767).astype("<i2").tobytes())
    data = buffer.getvalue()
    endless = struct.pack("<I", 0xFFFF_FFFF)
    return data[:4] + endless + data[8:40] + endless + data[44:] if streamed else data


def lists(*voices: object) -> Behaviour:
    """A list of voices."""
    return sends(json.dumps({"voices": voices}))


def error(message: str, status: int) -> Behaviour:
    """A refusal as OpenAI words it."""
    return sends(json.dumps({"error": {"message": message}}), status)


def speaks(handler: Handler, request: Request) -> None:
    """Everything that is asked for, and a list of the voices."""
    if request.method == "GET":
        lists(*({"id": each.id, "gender": each.gender} for each in TONES.voices()))(
            handler, request
        )
        return
    voice = Voice("tone", request.body["voice"], rate=request.body.get("speed", 1.0))
    try:
        sound = wav(TONES.synthesize(request.body["input"], voice), streamed=True)
    except EngineError as failed:
        sends(json.dumps({"detail": {"error": "bad", "message": str(failed)}}), 400)(
            handler, request
        )
        return
    sends(sound, Content_Type="audio/wav")(handler, request)
