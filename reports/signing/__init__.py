"""Electronic signatures: who can make them (`signer`), where their stamp stands, and whether they hold."""
