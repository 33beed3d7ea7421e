"""What `make run` starts: a local cloud, and stand-ins for the outside world. Never deployed."""
