"""What is known about sites: catalogue, project, measures. Knows no weight, utility or gate."""
