"""Known claims: what an entry of the bank says, files of them, and how a sentence is compared with one. Pure."""
