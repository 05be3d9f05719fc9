"""How formats are made: a storyboard or a timeline becomes named files. What they are, `outreach.formats` says."""
