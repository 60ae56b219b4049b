"""Lets Yubico's own yubikit drive a virtual key that lives in the parent process.

Lines of JSON on stdin and stdout. The parent asks {"call": name, "args": {...}}. While the call runs this process
asks {"io": "receive"}, {"io": "send", "data": hex} or {"io": "waiting"} (the key blinks), each answered by one line;
it ends with {"result": ...} or {"raised": class name}. Bytes are hex.
"""

import json
import sys
from threading import Event

from yubikit.core import Tlv
from yubikit.core.otp import OtpConnection, OtpProtocol, check_crc
from yubikit.yubiotp import (
    HmacSha1SlotConfiguration,
    HotpSlotConfiguration,
    UpdateConfiguration,
    YubiOtpSession,
    YubiOtpSlotConfiguration,
)


def say(message):
    sys.stdout.write(json.dumps(message) + "\n")
    sys.stdout.flush()


def ask(message):
    say(message)
    reply = json.loads(sys.stdin.readline())
    if "error" in reply:
        raise OSError(reply["error"])
    return reply


class ParentConnection(OtpConnection):
    def receive(self):
        return bytes.fromhex(ask({"io": "receive"})["report"])

    def send(self, data):
        ask({"io": "send", "data": data.hex()})


def raw(args, name):
    return bytes.fromhex(args[name]) if args.get(name) else None


def hotp(args):
    config = HotpSlotConfiguration(raw(args, "secret")).digits8(args["digits"] == 8)
    config = config.imf(args.get("counter", 0)).append_cr(args.get("appendEnter", True))
    if "fixed" in args:
        modes = args.get("modhexBytes", 2)
        config = config.token_id(raw(args, "fixed"), modes in (1, 16), modes in (2, 16))
    return config


def hmac(args):
    return HmacSha1SlotConfiguration(raw(args, "secret")).require_touch(args.get("requireTouch", False))


def yubico_otp(args):
    config = YubiOtpSlotConfiguration(raw(args, "publicId") or b"", raw(args, "privateId"), raw(args, "key"))
    return config.append_cr(args.get("appendEnter", True))


CONFIGURATIONS = {"hotp": hotp, "hmac": hmac, "yubicoOtp": yubico_otp}


def encode(args):
    return CONFIGURATIONS[args["kind"]](args).get_config(raw(args, "accessCode")).hex()


def program(args):
    config = CONFIGURATIONS[args["kind"]](args)
    codes = raw(args, "accessCode"), raw(args, "currentAccessCode")
    YubiOtpSession(ParentConnection()).put_configuration(args["slot"], config, *codes)


def update(args):
    config = UpdateConfiguration().append_cr(args["appendEnter"])
    codes = raw(args, "accessCode"), raw(args, "currentAccessCode")
    YubiOtpSession(ParentConnection()).update_configuration(args["slot"], config, *codes)


def state(args):
    session = YubiOtpSession(ParentConnection())
    config = session.get_config_state()
    return {
        "firmware": ".".join(str(number) for number in session.version),
        "configured": [config.is_configured(slot) for slot in (1, 2)],
        "touchTriggered": [config.is_touch_triggered(slot) for slot in (1, 2)],
    }


def calculate(args):
    cancel = Event()
    session = YubiOtpSession(ParentConnection())

    def keepalive(status):
        if status == 2:  # STATUS_UPNEEDED
            if args.get("cancel"):
                cancel.set()
            ask({"io": "waiting"})

    return session.calculate_hmac_sha1(args["slot"], raw(args, "challenge"), cancel, keepalive).hex()


def device_serial(args):
    """The serial in the device information (0x13), as yubikit.management reads it; that module needs fido2."""
    answer = OtpProtocol(ParentConnection()).send_and_receive(0x13, b"\0")
    length = answer[0]
    if not check_crc(answer[: length + 3]):
        raise ValueError("Invalid checksum")
    return int.from_bytes(Tlv.parse_dict(answer[1 : length + 1])[2], "big")


CALLS = {
    "encode": encode,
    "program": program,
    "update": update,
    "state": state,
    "calculate": calculate,
    "swap": lambda args: YubiOtpSession(ParentConnection()).swap_slots(),
    "delete": lambda args: YubiOtpSession(ParentConnection()).delete_slot(
        args["slot"], raw(args, "currentAccessCode")
    ),
    "serial": lambda args: YubiOtpSession(ParentConnection()).get_serial(),
    "deviceSerial": device_serial,
}

for line in sys.stdin:
    request = json.loads(line)
    try:
        say({"result": CALLS[request["call"]](request.get("args", {}))})
    except Exception as error:
        say({"raised": type(error).__name__})
