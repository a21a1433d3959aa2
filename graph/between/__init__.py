"""What two documents, or all of them in time, say of the same things."""
