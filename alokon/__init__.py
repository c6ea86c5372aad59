"""The office: what a district family-planning office may do with its stock, and why."""
