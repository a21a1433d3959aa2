"""What reading costs: time, memory, start-up. `make bench` prints one table; it is no part of the tests."""
