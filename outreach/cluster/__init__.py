"""Jobs on several machines, by Dask. Project and cache are folders that every machine sees under the same path.

The build sends jobs (`executor`); a Dask worker hands each on to a process of its own (`hands`, `hand`), which can be
ended, with all that it started, when its worker dies, when the build stops, when nothing moves any more. Nothing here
is imported before `--cluster` is asked for.
"""
