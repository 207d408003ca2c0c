"""Transport: connections to a server, streams of environments and markets, and the mapping to and from protobuf.

Only this package imports `_proto`. Its functions return NumPy arrays and plain dataclasses.
"""

from __future__ import annotations

import os

os.environ.setdefault("GRPC_ENABLE_FORK_SUPPORT", "1")  # must be set before the import of grpc; forked children need it
os.environ.setdefault("GRPC_VERBOSITY", "ERROR")
