"""The decision: from a profile to a ranking that can be explained, and its edges."""
