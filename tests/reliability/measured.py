"""Runs a command as nobody's privileged user, and says what it took: a program of its own, for a large caller would be counted too.

    python -S measured.py SECONDS DESCRIPTOR COMMAND…

The command keeps our standard output and error; one line of JSON {code, seconds, processor, megabytes} goes to the
descriptor. The memory is
the largest that the command or a process of its own had resident. After SECONDS it is ended, and `code` is null.
"""

import ctypes
import json
import os
import resource
import signal
import sys
import time

PR_CAPBSET_DROP, CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH = 24, 1, 2


def drop_privileges() -> None:
    """A privileged user may open what is forbidden; behind this, what we start may not. Others have nothing to drop."""
    if sys.platform == "linux" and os.geteuid() == 0:
        for capability in (CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH):
            ctypes.CDLL(None).prctl(PR_CAPBSET_DROP, capability)


def main(seconds: float, descriptor: int, command: list[str]) -> None:
    drop_privileges()
    begin = time.monotonic()
    process = os.posix_spawn(command[0], command, os.environ, file_actions=[(os.POSIX_SPAWN_CLOSE, descriptor)], setpgroup=0)
    signal.signal(signal.SIGALRM, lambda *_: os.killpg(process, signal.SIGKILL))
    signal.setitimer(signal.ITIMER_REAL, seconds)
    _, status, used = os.wait4(process, 0)
    kibibytes = max(used.ru_maxrss, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss) / (1 if sys.platform == "linux" else 1024)
    code = None if os.WIFSIGNALED(status) else os.waitstatus_to_exitcode(status)
    took = {
        "code": code,
        "seconds": time.monotonic() - begin,
        "processor": used.ru_utime + used.ru_stime,
        "megabytes": kibibytes / 1024,
    }
    with open(descriptor, "w", encoding="utf-8") as answer:
        answer.write(json.dumps(took))


if __name__ == "__main__":
    main(float(sys.argv[1]), int(sys.argv[2]), sys.argv[3:])
