"""How much is needed, and how it is shared when it does not suffice: pure figures that carry what they rest on."""
