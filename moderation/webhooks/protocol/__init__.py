"""The wire protocol: addresses, messages and their schemas, signatures, transport, retry schedule."""
