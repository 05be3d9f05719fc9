"""The week: what is due by the calendar, and the one file that is handed over."""
