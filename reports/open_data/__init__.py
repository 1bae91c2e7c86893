"""Open data: what everybody may take along of each forum, declared once and handed out in every form."""
