"""Personal data: what is processed and why, how long it stays, who saw it, and how somebody else erases it."""
