"""The wire: connections to a server, the streams of environments and markets, and the mapping to and from protobuf.

Only this package imports `_proto`; what it returns are NumPy arrays and plain dataclasses.
"""

from __future__ import annotations

import os

os.environ.setdefault("GRPC_ENABLE_FORK_SUPPORT", "1")  # read when grpc is imported; forked children depend on it
os.environ.setdefault("GRPC_VERBOSITY", "ERROR")
