"""The wire: connections to a server, the streams of environments, and the mapping to and from protobuf."""
