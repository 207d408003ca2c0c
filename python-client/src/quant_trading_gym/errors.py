"""Every error that this package raises, under one root.

Each carries `field`, `value` and `allowed` where one input is to blame (empty strings otherwise); they travel from the
server as they are.
"""

from __future__ import annotations

from typing import Any

import gymnasium.error


class Error(Exception):
    """Root of all errors of this package.

    Attributes:
        message: What happened, for a person.
        field: Name of the input that is to blame, for example `episode.duration`.
        value: What it was.
        allowed: What would have been accepted.
    """

    def __init__(self, message: str, *, field: str = "", value: object = "", allowed: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.field = field
        self.value = value if isinstance(value, str) else repr(value)
        self.allowed = allowed

    def __str__(self) -> str:
        return self.message

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickles with all attributes, so that worker processes can send errors home."""
        return type(self), (self.message,), {"field": self.field, "value": self.value, "allowed": self.allowed}


class ArgumentError(Error, ValueError):
    """An argument of a call is of the wrong type or out of range, such as a negative seed."""


class ScenarioError(Error, ValueError):
    """A scenario is unknown, or its text or overrides are not valid."""


class ActionError(Error, ValueError):
    """An action has the wrong type or shape, lies outside the action space or is not finite."""


class PolicyError(Error, ValueError):
    """A policy cannot be read or run: a corrupt ONNX file, an unknown baseline."""


class PolicyMismatchError(PolicyError):
    """A policy was made for another observation or action specification than the one it should act on."""


class ResetNeeded(Error, gymnasium.error.ResetNeeded):  # noqa: N818 - the name that Gymnasium's users know
    """`step` was called before `reset`, or after the end of an episode."""


class ServerError(Error):
    """The server cannot be started or reached, has died, or failed inside; the message names its log if it has one."""


class JavaNotFoundError(ServerError):
    """No Java runtime of version 25 or newer was found."""


class AuthenticationError(ServerError):
    """The server did not accept the token."""


class VersionMismatchError(ServerError):
    """Client and server speak different protocols or are of different builds."""


def invalid(kind: type[Error], field: str, value: object, allowed: str) -> Error:
    """Makes the usual error about one input: which it is, what it was and what is allowed."""
    shown = value if isinstance(value, str) else repr(value)
    if len(shown) > 200:
        shown = shown[:200] + "…"
    return kind(f"{field} is {shown}; allowed: {allowed}", field=field, value=shown, allowed=allowed)


KEYS: tuple[str, ...] = ("field", "value", "allowed")

_REASONS: dict[str, type[Error]] = {
    "SCENARIO": ScenarioError,
    "ACTION": ActionError,
    "POLICY": PolicyError,
    "POLICY_MISMATCH": PolicyMismatchError,
    "RESET_NEEDED": ResetNeeded,
    "ARGUMENT": ArgumentError,
    "FILE": ArgumentError,
    "TOKEN": AuthenticationError,
    "VERSION": VersionMismatchError,
}


def from_reason(reason: str, message: str, *, field: str = "", value: str = "", allowed: str = "") -> Error:
    """Makes the error that the server means by `reason`; one without a class of its own is a ServerError."""
    return _REASONS.get(reason, ServerError)(message, field=field, value=value, allowed=allowed)
