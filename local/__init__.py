"""What `make run` starts on one machine: the local cloud and stand-ins for the outside world. Never deployed."""
