"""Single provisions of statutes, found for questions that name no document."""
