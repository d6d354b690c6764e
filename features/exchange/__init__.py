"""The catalogue in and out: files of sites and statements, a diff, and one step to take it over."""
