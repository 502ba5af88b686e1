"""What the live places of a review show: the chronology, how long things took, countermeasures on the ladder."""
