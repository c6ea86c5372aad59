"""The pages of the office, and the only place that knows HTTP."""
