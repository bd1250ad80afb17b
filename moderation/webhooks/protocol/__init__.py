"""What goes over the wire: addresses, messages and their schemas, signatures, transport, when to try again."""
