"""What is said about each problem code, one file per noun: code → sentence with its facts in braces."""
