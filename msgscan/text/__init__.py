"""What a text is made of: its folding, and the way back from folded text to the original characters."""
