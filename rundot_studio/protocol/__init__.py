"""The wire, written once and used by client and engine alike, so that they cannot drift apart."""
