"""A process that has imported what `kpis/sandbox/child.py` imports, and forks one that answers.

Started as `python -I statement_parent.py FOLDER_OF_THE_SANDBOX`, without environment; standard
input is a socket. For each message it forks, and hands the new process over to the process that
asked: that is its parent from then on, as of one that it had started itself. It opens no
database: nothing of one statement is there for the next.
"""

import array
import os
import socket
import sys
import time
import types
from pathlib import Path

FILES = 4  # question, answer, errors, directory
SOON = 0.0002  # seconds


def main(sandbox: Path) -> None:
    """Fork until nobody can ask any more."""
    _imported(sandbox)
    from kpis.sandbox import child

    asked = socket.socket(fileno=os.dup(0))
    while True:
        message, files, _, _ = socket.recv_fds(asked, 64, FILES)
        if not message:
            return
        if between := os.fork():
            os.waitpid(between, 0)
        elif os.fork():
            os._exit(0)  # its child is taken over by who asked
        else:
            _become(asked, files, server=int(message))
            _answer(child.main)
        for file in files:
            os.close(file)


def _imported(sandbox: Path) -> None:
    """`kpis.sandbox` as bare folders, as in child.py."""
    for name, folder in (("kpis", sandbox.parent), ("kpis.sandbox", sandbox)):
        package = types.ModuleType(name)
        package.__path__ = [str(folder)]
        sys.modules[name] = package


def _become(asked: socket.socket, files: array.array, server: int) -> None:
    """A process of its own, in its own group, with the files and the directory it was given."""
    os.setpgid(0, 0)
    *streams, directory = files
    for number, file in enumerate(streams):
        os.dup2(file, number)
    os.fchdir(directory)
    while os.getppid() != server:
        time.sleep(SOON)
    asked.send(str(os.getpid()).encode("ascii"))
    asked.close()
    for file in files:
        os.close(file)


def _answer(main) -> None:
    """Run it and end as an interpreter would."""
    code = 1
    try:
        main()
        sys.stdout.flush()
        code = 0
    finally:
        os._exit(code)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
