"""What a worker process does. One module a kind of job: a frozen dataclass whose fields are its inputs, and its `run`.

A job's key is made of its fields, of the digests of the project files it reads, of the code it can reach and of the
versions of the tools: nothing else may have a part in its bytes. A job is plain data and may run twice, anywhere.
"""

from outreach.jobs.base import Desk as Desk
from outreach.jobs.base import Files as Files
from outreach.jobs.base import Job as Job
from outreach.jobs.base import files_of as files_of
from outreach.jobs.base import work as work
