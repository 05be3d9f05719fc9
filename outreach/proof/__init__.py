"""A proof: what a scam says and shows in all its forms, as one page to be read, marked up and mailed back."""
