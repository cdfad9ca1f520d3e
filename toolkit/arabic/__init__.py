"""What the toolkit knows of Arabic: its script, its numbers, its calendar."""
