"""The PDF of a frozen revision: made of what the revision keeps, kept once, handed out for good."""
