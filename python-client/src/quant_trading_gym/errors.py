"""Every error that this package raises, under one root.

An error about one input reads `field: got VALUE, expected WHAT` and carries `field`, `value` and `allowed`. The three
are empty strings if no single input is the cause. Errors of the server carry the same attributes.
"""

from __future__ import annotations

import os
from typing import Any

import gymnasium.error


class Error(Exception):
    """Root of all errors of this package.

    Attributes:
        message: Text for people.
        field: Name of the rejected input, for example `episode.duration`.
        value: Rejected value, as text.
        allowed: Expected values.
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
        """Pickles all attributes, so that worker processes can report errors."""
        return type(self), (self.message,), {"field": self.field, "value": self.value, "allowed": self.allowed}


class ArgumentError(Error, ValueError):
    """An argument has the wrong type or is out of range, such as a negative seed."""


class ScenarioError(Error, ValueError):
    """A scenario is unknown, or its text or overrides are not valid."""


class ActionError(Error, ValueError):
    """An action has the wrong type or shape, lies outside the action space or is not finite."""


class PolicyError(Error, ValueError):
    """A policy cannot be read or run: a corrupt ONNX file, an unknown baseline."""


class PolicyMismatchError(PolicyError):
    """The observation or action specification of a policy does not match that of the scenario."""


class ResetNeeded(Error, gymnasium.error.ResetNeeded):  # noqa: N818 - the name that Gymnasium's users know
    """`step` was called before `reset`, or after the end of an episode."""


class ServerError(Error):
    """The server cannot be started or reached, has died or has an internal error; the message names its log, if any."""


class JavaNotFoundError(ServerError):
    """No Java runtime of version 25 or newer was found."""


class BudgetError(ServerError):
    """A request exceeds a budget of the server, such as memory, threads or calls; `field` names the budget."""


class AuthenticationError(ServerError):
    """The server did not accept the token."""


class VersionMismatchError(ServerError):
    """Client and server speak different protocols or are of different builds."""


def invalid(kind: type[Error], field: str, value: object, allowed: str, reason: str = "") -> Error:
    """Makes the error about one input: `field: got VALUE (reason), expected WHAT`.

    Args:
        kind: Class of the error.
        field: Name of the rejected input.
        value: Rejected value; text is quoted in the message.
        allowed: Expected values.
        reason: Why the value is rejected; may be empty.
    """
    is_text = isinstance(value, str | os.PathLike)
    text = str(value) if is_text else repr(value)
    if len(text) > 200:
        text = text[:200] + "…"
    got = f'"{text}"' if is_text else text
    because = f" ({reason})" if reason else ""
    return kind(f"{field}: got {got}{because}, expected {allowed}", field=field, value=text, allowed=allowed)


KEYS: tuple[str, ...] = ("field", "value", "allowed")

_REASONS: dict[str, type[Error]] = {
    "SCENARIO": ScenarioError,
    "ACTION": ActionError,
    "POLICY": PolicyError,
    "POLICY_MISMATCH": PolicyMismatchError,
    "RESET_NEEDED": ResetNeeded,
    "ARGUMENT": ArgumentError,
    "FILE": ArgumentError,
    "BUDGET": BudgetError,
    "TOKEN": AuthenticationError,
    "VERSION": VersionMismatchError,
}


def from_reason(reason: str, message: str, *, field: str = "", value: str = "", allowed: str = "") -> Error:
    """Makes the error for a server's `reason`; an unknown reason gives a ServerError."""
    return _REASONS.get(reason, ServerError)(message, field=field, value=value, allowed=allowed)
