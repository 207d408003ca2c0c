"""Generated from the .proto files by scripts/generate_proto.py; do not edit."""
