"""Reading what others keep in spreadsheets, checked row by row before anything is written."""
