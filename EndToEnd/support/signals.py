"""Cameras of one colour and microphones of one pitch: made for each run, and told apart again."""

import dataclasses
import wave
from pathlib import Path

import numpy

WIDTH, HEIGHT, RATE = 320, 180, 15
SECONDS = 4
SAMPLES_A_SECOND = 48_000


@dataclasses.dataclass(frozen=True)
class Signal:
    """What one site shows and sounds."""

    name: str
    color: tuple[int, int, int]
    pitch: int

    def video(self, folder: Path) -> Path:
        """A camera's picture: the colour, with a thin bar that moves so that no two frames are the same."""
        path = folder / f"{self.name}.y4m"
        luma, blue, red = yuv(self.color)
        with path.open("wb") as file:
            file.write(f"YUV4MPEG2 W{WIDTH} H{HEIGHT} F{RATE}:1 Ip A1:1 C420\n".encode())
            chroma = numpy.full((HEIGHT // 2, WIDTH // 2), blue, numpy.uint8).tobytes() + numpy.full(
                (HEIGHT // 2, WIDTH // 2), red, numpy.uint8).tobytes()
            for frame in range(RATE * SECONDS):
                plane = numpy.full((HEIGHT, WIDTH), luma, numpy.uint8)
                left = frame * 5 % (WIDTH - 8)
                plane[:, left:left + 8] = min(235, luma + 40)
                file.write(b"FRAME\n" + plane.tobytes() + chroma)
        return path

    def sound(self, folder: Path) -> Path:
        """A microphone's sound: the pitch, in whole waves so that the loop has no click."""
        path = folder / f"{self.name}.wav"
        with wave.open(str(path), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(SAMPLES_A_SECOND)
            file.writeframes(tone(self.pitch, SAMPLES_A_SECOND * SECONDS).tobytes())
        return path


#: No pitch is a multiple of another, and all are far apart; likewise the colours.
CENTRE = Signal("trung-tam", (205, 40, 40), 440)
HA_NOI = Signal("ha-noi", (40, 160, 60), 613)
LAO_CAI = Signal("lao-cai", (45, 75, 210), 790)
CAN_THO = Signal("can-tho", (215, 200, 50), 1_030)
#: Of the client that is not a browser.
VIENTIANE = Signal("vieng-chan", (190, 60, 190), 1_270)

SIGNALS = (CENTRE, HA_NOI, LAO_CAI, CAN_THO, VIENTIANE)


def tone(pitch: int, samples: int, start: int = 0, loudness: float = 0.25) -> numpy.ndarray:
    """Samples of 16 bits of a pure tone."""
    time = numpy.arange(start, start + samples) / SAMPLES_A_SECOND
    return (numpy.sin(2 * numpy.pi * pitch * time) * loudness * 32_767).astype(numpy.int16)


def yuv(color):
    """A colour as video carries it (BT.601, limited range)."""
    red, green, blue = (channel / 255 for channel in color)
    luma = 16 + 65.481 * red + 128.553 * green + 24.966 * blue
    return (
        round(luma),
        round(128 - 37.797 * red - 74.203 * green + 112 * blue),
        round(128 + 112 * red - 93.786 * green - 18.214 * blue),
    )


def distance(one, other) -> float:
    return sum((a - b) ** 2 for a, b in zip(one, other)) ** 0.5


def seen(color, signals=SIGNALS):
    """Whose colour this is: the name, or `None` when it is nobody's."""
    if color is None:
        return None
    nearest = min(signals, key=lambda signal: distance(signal.color, color))
    return nearest.name if distance(nearest.color, color) < 60 else None


def heard(pitches, signals=SIGNALS):
    """Whose pitches these are, in hertz; one that is nobody's stays a number."""
    # Within 6 %, since a player that catches up or waits stretches a tone; the sites' pitches are 22 % apart and more.
    return {
        next((signal.name for signal in signals if abs(signal.pitch - pitch) < 0.06 * signal.pitch), round(pitch))
        for pitch in pitches
    }


def loud_pitches(samples: numpy.ndarray, rate=SAMPLES_A_SECOND) -> list[float]:
    """The pitches in mono samples between -1 and 1: every peak within 35 dB of the loudest; none in silence."""
    # Blackman's side lobes lie 58 dB below a tone, so that none of them counts as another.
    spectrum = numpy.abs(numpy.fft.rfft(samples * numpy.blackman(len(samples)))) / (0.21 * len(samples))
    decibels = 20 * numpy.log10(spectrum + 1e-9)
    floor = max(-60.0, decibels.max() - 35)
    middle = decibels[1:-1]
    peaks = numpy.flatnonzero((middle > decibels[:-2]) & (middle >= decibels[2:]) & (middle > floor)) + 1
    return [peak * rate / len(samples) for peak in peaks]
