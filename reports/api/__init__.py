"""The same data for programs: `/api/v1/`, read alone."""
