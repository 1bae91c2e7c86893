"""What Bappeda remarks on a frozen revision that was handed to it, and how the office follows it up."""
