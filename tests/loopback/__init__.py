"""A real server on a loopback port that misbehaves on demand, byte by byte."""
