"""What a text is made of: its folding, the way back to the original characters, and the views of it."""
