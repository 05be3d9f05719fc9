"""Checks: of the content before anything is made (`content`), of the finished files (`built`). One file a check."""
