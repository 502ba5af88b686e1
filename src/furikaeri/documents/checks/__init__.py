"""What is asked of a review as a whole, one file a check; found by directory."""
