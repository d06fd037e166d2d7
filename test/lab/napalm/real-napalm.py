"""Real NAPALM on one device: a call a line as JSON on standard input, its answer a line on standard output."""

import json
import sys

from napalm import get_network_driver


def open_device(target):
    driver = get_network_driver(target.pop("driver"))
    device = driver(**target)
    device.open()
    return device


def answer(device, method, kwargs):
    try:
        return {"ok": getattr(device, method)(**kwargs)}
    except Exception as error:  # the test judges it
        return {"error": f"{type(error).__name__}: {error}"}


def main():
    device = None
    for line in sys.stdin:
        call = json.loads(line)
        if call["method"] == "open":
            try:
                device = open_device(call["kwargs"])
                reply = {"ok": None}
            except Exception as error:
                reply = {"error": f"{type(error).__name__}: {error}"}
        else:
            reply = answer(device, call["method"], call["kwargs"])
        print(json.dumps(reply), flush=True)


main()
