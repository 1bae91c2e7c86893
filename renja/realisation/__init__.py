"""What became of the plan in its year: line by line and quarter by quarter, and for each proposal that it answers."""
