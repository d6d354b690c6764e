"""From the raw facts and the reviewed hand tables to every file of `data/`, byte for byte."""
