"""The one door through which everything is written: web, command line and imports all come through here."""
