"""What may be attached to a case: kinds told by content, clean names, and no personal data. Pure rules."""
