"""What is destroyed by decision: what a year leaves behind, and the received input of one run."""
