"""Failures of calls, as a `google.rpc.Status` describes them."""

from __future__ import annotations

import os
import threading

from google.rpc import error_details_pb2, status_pb2

from quant_trading_gym import errors

ERROR_DOMAIN = "quanttradinggym"


def read_status(packed: bytes) -> status_pb2.Status:
    """Reads a packed status."""
    return status_pb2.Status.FromString(packed)


def error_info(status: status_pb2.Status) -> error_details_pb2.ErrorInfo | None:
    """Returns the reason that the server gives; None if it gives none."""
    for detail in status.details:
        info = error_details_pb2.ErrorInfo()
        if detail.Unpack(info) and info.domain == ERROR_DOMAIN:
            return info
    return None


def known_error(info: error_details_pb2.ErrorInfo, message: str) -> errors.Error:
    """Makes the error for a reason that is not internal."""
    return errors.from_reason(info.reason, message, **{key: info.metadata.get(key, "") for key in errors.KEYS})


def check_process(pid: int) -> None:
    """Raises an Error in a process that was forked from the process `pid`."""
    if pid != os.getpid():
        raise errors.Error(
            f"the environment belongs to process {pid} and cannot be used in process {os.getpid()}, "
            "which was forked from it; create the environment in the process that uses it"
        )


def two_threads(caller: threading.Thread, current: threading.Thread) -> errors.Error:
    """Makes the error for a thread that uses an environment while another one does."""
    allowed = f"{caller.name}, which waits for the response to its call: an environment belongs to one thread at a time"
    return errors.invalid(errors.ArgumentError, "thread", current.name, allowed)
