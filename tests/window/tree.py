"""Prints the accessibility tree of the running window as JSON lines: role, name, depth, states.

Owns reading AT-SPI, as a screen reader does. Refuses to judge; that is access.test.mjs. Run with
the system's python3, which has pyatspi.
"""

import json
import sys

import pyatspi

DEEPEST = 60


def walk(node, depth):
    if node is None or depth > DEEPEST:
        return
    states = [pyatspi.stateToString(state) for state in node.getState().getStates()]
    line = {"role": node.getRoleName(), "name": node.name, "depth": depth, "states": states}
    print(json.dumps(line, ensure_ascii=False))
    for index in range(node.childCount):
        walk(node.getChildAtIndex(index), depth + 1)


def main():
    windows = [app for app in pyatspi.Registry.getDesktop(0) if app and app.name == sys.argv[1]]
    for app in windows:
        walk(app, 0)
    return 0 if windows else 1


sys.exit(main())
