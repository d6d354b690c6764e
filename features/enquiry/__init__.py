"""Facts of a project in an enquiry's own words, found by rules: one file a kind of fact."""
