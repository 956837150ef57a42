"""Stage 7: executes the report's notebooks on released tables, in processes that have read no data.

Papermill and kernels are imported here alone.
"""

from samlad.execution.desk_copy import DeskCopy, desk_copy
from samlad.execution.plans import plan_chapters
from samlad.execution.pool import Pool, start_pool
from samlad.execution.run import Progress, execute

__all__ = ["DeskCopy", "Pool", "Progress", "desk_copy", "execute", "plan_chapters", "start_pool"]
