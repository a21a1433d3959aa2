"""What it costs: reading, memory, start-up, loading, questions and pages. `make bench` prints the tables; it is no part of the tests."""
