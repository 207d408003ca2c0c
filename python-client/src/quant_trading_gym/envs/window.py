"""The window of the render mode "human"; needs pygame of the extra [render]."""

from __future__ import annotations

from typing import Any

from quant_trading_gym.envs.canvas import Pixels
from quant_trading_gym.errors import ArgumentError, invalid

_TITLE = "Quant Trading Gym"


def import_pygame() -> Any:
    """Returns the module pygame.

    Raises:
        ArgumentError: It is not installed.
    """
    try:
        import pygame
    except ImportError:
        expected = "the package pygame: install quant-trading-gym[render]"
        raise invalid(ArgumentError, "render_mode", "human", expected, reason="pygame is not installed") from None
    return pygame


class Window:
    """A window that shows pictures at a limited rate."""

    def __init__(self, frames_per_second: int) -> None:
        """Creates the window; it opens with the first picture."""
        self._pygame = import_pygame()
        self._frames_per_second = frames_per_second
        self._screen: Any = None
        self._clock: Any = None

    def show(self, pixels: Pixels | None) -> None:
        """Shows a picture (height, width, 3), and waits so that the rate is not exceeded.

        Raises:
            ArgumentError: There is no screen.
        """
        if pixels is None:
            return
        height, width, _ = pixels.shape
        if self._screen is None:
            self._open(width, height)
        self._pygame.event.pump()
        self._screen.blit(self._pygame.surfarray.make_surface(pixels.swapaxes(0, 1)), (0, 0))
        self._pygame.display.flip()
        self._clock.tick(self._frames_per_second)

    def _open(self, width: int, height: int) -> None:
        try:
            self._pygame.display.init()
            self._screen = self._pygame.display.set_mode((width, height))
        except self._pygame.error as problem:
            raise invalid(
                ArgumentError, "render_mode", "human", "a screen for the window", reason=str(problem)
            ) from None
        self._pygame.display.set_caption(_TITLE)
        self._clock = self._pygame.time.Clock()

    def close(self) -> None:
        """Closes the window."""
        if self._screen is not None:
            self._screen = None
            self._pygame.display.quit()
