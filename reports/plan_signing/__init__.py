"""The signed Renja: a frozen revision's document, signed with a certificate or on paper; one copy of it counts for good."""
