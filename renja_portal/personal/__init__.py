"""Data saya: what the portal holds about a person, to read, to take along, and to erase."""
