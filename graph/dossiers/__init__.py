"""What is known of one entity or statement."""
