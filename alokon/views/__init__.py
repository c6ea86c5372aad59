"""What pages and reports read: SQL adds up, Python shapes; nothing here writes."""
