"""The process that opens workbooks, so that one which ends its reader does not end the run.

It reads requests on standard input and answers on standard output, one after another: a length in four
bytes, then the file's bytes; a length, then JSON: `{"sheets": …}` or `{"refused": cause}`. Light on
purpose: it imports neither pandas nor anything of the stages, and starts in a tenth of a second.
"""

from __future__ import annotations

import json
import signal
import struct
import sys
from typing import BinaryIO

from samlad.intake.bounds import CHILD_CPU_SECONDS, CHILD_MEMORY_BYTES
from samlad.intake.refusals import Refused
from samlad.intake.workbook_reader import read_workbook

LENGTH = struct.Struct(">I")


def serve(requests: BinaryIO, answers: BinaryIO) -> None:
    """Answer until the other side closes."""
    while len(head := requests.read(LENGTH.size)) == LENGTH.size:
        content = requests.read(LENGTH.unpack(head)[0])
        bound_processor_time()
        answer = json.dumps(_answer(content)).encode()
        answers.write(LENGTH.pack(len(answer)) + answer)
        answers.flush()


def _answer(content: bytes) -> dict[str, object]:
    try:
        return {"sheets": read_workbook(content)}
    except Refused as refused:
        return {"refused": refused.cause}
    except MemoryError:
        return {"refused": "died"}
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException:  # noqa: BLE001
        # calamine's panics are no Exception; what they say may hold cell values and is not passed on.
        return {"refused": "content"}


def bound_memory() -> None:
    """Set the bounds that last for the process's life. POSIX only: Windows has no such limits, and there
    the look before opening stands alone."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (CHILD_MEMORY_BYTES, CHILD_MEMORY_BYTES))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def bound_processor_time() -> None:
    """Give the next file its processor time; POSIX only."""
    if sys.platform != "win32":
        import resource

        usage = resource.getrusage(resource.RUSAGE_SELF)
        _, hard = resource.getrlimit(resource.RLIMIT_CPU)
        soft = int(usage.ru_utime + usage.ru_stime) + 1 + CHILD_CPU_SECONDS
        resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))


def main() -> None:
    """Run as a process of its own."""
    # Ctrl-C reaches the whole group; the parent closes this process when it has tidied up.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    bound_memory()
    serve(sys.stdin.buffer, sys.stdout.buffer)
