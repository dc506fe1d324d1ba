"""What the end-to-end tests and the benchmark share: a server, browsers with cameras of one colour, and eyes and ears."""
