"""Master data of a real district and one year of its life, told through the service layer."""
