"""Video files: MP4 by imageio-ffmpeg, GIF by Pillow, both of the extra [render]."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from quant_trading_gym.base.places import check_file
from quant_trading_gym.errors import ArgumentError, Error, invalid

if TYPE_CHECKING:
    from quant_trading_gym.envs.canvas import Pixels

_PACKAGES = {".mp4": ("imageio_ffmpeg", "imageio-ffmpeg"), ".gif": ("PIL", "pillow")}
_COLORS = 64


class VideoFile(Protocol):
    """A video that is being written."""

    def add(self, pixels: Pixels) -> None:
        """Appends a picture (height, width, 3); all pictures have the same shape."""


def check_video_file(path: Path) -> None:
    """Checks that a video can be written.

    Raises:
        ArgumentError: The suffix is not that of a video, the package for it is not installed, or the folder is missing.
    """
    suffix = path.suffix.lower()
    if suffix not in _PACKAGES:
        raise invalid(ArgumentError, "video", path, "a file with the suffix .mp4 or .gif")
    module, package = _PACKAGES[suffix]
    if find_spec(module) is None:
        expected = f"the package {package}: install quant-trading-gym[render]"
        raise invalid(ArgumentError, "video", path, expected, reason=f"{package} is not installed")
    check_file("video", path)


@contextmanager
def open_video(path: Path, frames_per_second: int) -> Iterator[VideoFile]:
    """Opens a file for writing and completes it at the end; the suffix selects the format."""
    video = _Mp4(path, frames_per_second) if path.suffix.lower() == ".mp4" else _Gif(path, frames_per_second)
    try:
        yield video
    finally:
        video.close()


class _Mp4:
    """H.264 in MP4, encoded by the ffmpeg of imageio-ffmpeg."""

    def __init__(self, path: Path, frames_per_second: int) -> None:
        self._path = path
        self._frames_per_second = frames_per_second
        self._encoder: subprocess.Popen[bytes] | None = None

    def add(self, pixels: Pixels) -> None:
        if self._encoder is None:
            self._encoder = self._start(*pixels.shape[:2])
        if self._encoder.stdin is not None:
            try:
                self._encoder.stdin.write(pixels.tobytes())
            except BrokenPipeError:
                self.close()

    def _start(self, height: int, width: int) -> subprocess.Popen[bytes]:
        import imageio_ffmpeg

        source = ["-f", "rawvideo", "-pix_fmt", "rgb24", "-s", f"{width}x{height}", "-r", str(self._frames_per_second)]
        target = ["-an", "-c:v", "libx264", "-crf", "18", "-pix_fmt", "yuv420p", "-movflags", "+faststart"]
        program = [imageio_ffmpeg.get_ffmpeg_exe(), "-y", "-loglevel", "error"]
        # Own call of ffmpeg: imageio_ffmpeg.write_frames runs code in the child, which gRPC's threads do not survive.
        return subprocess.Popen(
            [*program, *source, "-i", "-", *target, str(self._path)], stdin=subprocess.PIPE, stderr=subprocess.PIPE
        )

    def close(self) -> None:
        encoder, self._encoder = self._encoder, None
        if encoder is not None:
            _, said = encoder.communicate()
            if encoder.returncode:
                reason = said.decode(errors="replace").strip()
                raise Error(f"{self._path}: the video was not encoded, ffmpeg says: {reason}")


class _Gif:
    """Animated GIF."""

    def __init__(self, path: Path, frames_per_second: int) -> None:
        self._path = path
        self._milliseconds = 1000 // frames_per_second
        self._images: list[Any] = []

    def add(self, pixels: Pixels) -> None:
        from PIL import Image

        self._images.append(Image.fromarray(pixels).quantize(_COLORS, dither=Image.Dither.NONE))

    def close(self) -> None:
        if self._images:
            first, *others = self._images
            first.save(self._path, save_all=True, append_images=others, duration=self._milliseconds, loop=0)
