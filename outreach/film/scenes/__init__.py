"""What lies over a shot: a screen with its talk, a question, the end card."""
