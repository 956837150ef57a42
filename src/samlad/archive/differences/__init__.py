"""What differs between two runs, for reviewers between drafts and readers between years."""
