import type { HidDevice } from "../../../tokens/yubikey/index.js";
import { AnswerParts } from "./answer-parts.js";
import { FrameAssembler, type KeyCommand } from "./frame-assembler.js";
import { type KeyIdentity, type Outcome, obey } from "./key-commands.js";
import { type KeyFaults, noFaults } from "./key-faults.js";
import { SlotMemory } from "./slot-memory.js";
import { typed } from "./typing.js";

/** VirtualKeyOptions: all have defaults; `now` is the key's time in ms, `partReads` for how many reads WRITE stays. */
export interface VirtualKeyOptions extends Partial<KeyIdentity> {
  firmware?: readonly [number, number, number];
  programmingSequence?: number;
  touchSeconds?: number;
  partReads?: number;
  now?: () => number;
}

/** VirtualHandle is one opened HID device of a key; `closes` counts the calls of `close`. */
export interface VirtualHandle extends HidDevice {
  closes: number;
}

type Activity =
  | { kind: "idle" }
  | { kind: "writing"; until: number; apply: () => boolean }
  | { kind: "touch"; until: number; answer: Uint8Array }
  | { kind: "answer"; parts: AnswerParts };

/**
 * VirtualYubiKey is the key's side of the OTP-over-HID protocol, with hands: it can be touched, pressed, pulled out
 * and broken (`faults`). Its bytes are checked against Yubico's own yubikit in test/tokens/yubikey/yubikit.test.ts.
 */
export class VirtualYubiKey {
  readonly memory: SlotMemory;
  readonly faults: KeyFaults = noFaults();
  /** Every report that reached the key (8 bytes each), and every command whose frame arrived whole. */
  readonly received: Uint8Array[] = [];
  readonly commands: KeyCommand[] = [];
  readonly #identity: KeyIdentity;
  readonly #touchMs: number;
  readonly #partReads: number;
  readonly #now: () => number;
  readonly #assembler = new FrameAssembler();
  #activity: Activity = { kind: "idle" };
  #untaken = { number: 0, reads: 0 };
  #isPluggedIn = true;

  constructor(options: VirtualKeyOptions = {}) {
    this.memory = new SlotMemory(options.firmware ?? [5, 4, 3], options.programmingSequence ?? 0);
    this.#identity = {
      serial: options.serial === undefined ? 12345678 : options.serial,
      swapMs: options.swapMs ?? 920,
    };
    this.#touchMs = (options.touchSeconds ?? 15) * 1000;
    this.#partReads = options.partReads ?? 1;
    this.#now = options.now ?? (() => performance.now());
  }

  /** isIdle tells whether the key shows its status and waits for nothing. */
  get isIdle(): boolean {
    return this.#activity.kind === "idle";
  }

  /** awaitsTouch tells whether the key blinks. */
  get awaitsTouch(): boolean {
    return this.#activity.kind === "touch";
  }

  /** isPluggedIn tells whether the system would list the key. */
  get isPluggedIn(): boolean {
    return this.#isPluggedIn;
  }

  /** device opens the key: a handle in node-hid's shape. */
  device(): VirtualHandle {
    let isOpen = true;
    const whileOpen = () => {
      if (!isOpen) throw new Error("device has been closed");
    };
    const handle: VirtualHandle = {
      closes: 0,
      sendFeatureReport: async (data) => {
        whileOpen();
        if (data.length !== 9 || data[0] !== 0) throw new Error("not a report of 9 bytes with id 0");
        this.setReport(Uint8Array.from(data).subarray(1));
        return data.length;
      },
      getFeatureReport: async (reportId, length) => {
        whileOpen();
        if (reportId !== 0 || length !== 9) throw new Error("not a report of 9 bytes with id 0");
        return Buffer.from([0, ...this.getReport()]);
      },
      close: async () => {
        handle.closes += 1;
        isOpen = false;
      },
    };
    return handle;
  }

  /** getReport is GET_REPORT: the 8 bytes that the key shows now. Throws where it is not plugged in. */
  getReport(): Uint8Array {
    if (this.faults.unplugAfterReads !== null && this.faults.unplugAfterReads-- === 0) this.unplug();
    this.#needPlug();
    this.#progress();
    const activity = this.#activity;
    if (activity.kind === "answer") {
      const report = activity.parts.next();
      if (report) return report;
      this.#activity = { kind: "idle" };
    }
    if (activity.kind === "touch")
      return this.#status(0x20 | Math.ceil((activity.until - this.#now()) / 1000));
    if (this.faults.writeFlagStuck || this.#untaken.reads > 0 || activity.kind === "writing") {
      this.#untaken.reads -= 1;
      return this.#status(0x80 | this.#untaken.number);
    }
    return this.#status(0);
  }

  /** setReport is SET_REPORT with 8 bytes: a part of a frame, or a reset (a part number above 9). */
  setReport(report: Uint8Array): void {
    this.#needPlug();
    this.received.push(Uint8Array.from(report));
    const flag = report[7] ?? 0;
    const number = flag & 0x1f;
    if (!(flag & 0x80)) return;
    this.#progress();
    if (number > 9) {
      this.#assembler.clear();
      if (this.#activity.kind !== "writing") this.#activity = { kind: "idle" };
      this.#untaken = { number: 0, reads: 0 };
      return;
    }
    // A key that is not ready for a part loses it: hosts must poll, and must end another program's answer first.
    if (this.#untaken.reads > 0 || this.#activity.kind !== "idle" || this.faults.writeFlagStuck) return;
    this.#untaken = { number, reads: this.#partReads };
    const command = this.#assembler.take(number, report.subarray(0, 7));
    if (this.faults.unplugAfterParts !== null && --this.faults.unplugAfterParts === 0) this.unplug();
    else if (command !== null && command !== "damaged") this.#begin(command);
  }

  /** touch is a finger on the key that waits for one. */
  touch(): void {
    if (this.#activity.kind !== "touch") throw new Error("The key does not wait for a touch.");
    this.#activity = { kind: "answer", parts: new AnswerParts(this.#activity.answer, this.faults) };
  }

  /** press is a short (slot 1) or long (slot 2) touch: the text typed, Enter as "\n"; "" where nothing is typed. */
  press(number: 1 | 2): string {
    this.#needPlug();
    const slot = this.memory.slots[number];
    return slot ? typed(slot, this.#now()) : "";
  }

  /** unplug pulls the key out: the host's calls fail, whatever was under way is forgotten, the memory stays. */
  unplug(): void {
    this.#isPluggedIn = false;
    this.#activity = { kind: "idle" };
    this.#untaken = { number: 0, reads: 0 };
    this.#assembler.clear();
    Object.assign(this.faults, { unplugAfterParts: null, unplugAfterReads: null });
  }

  /** plugIn is a power-up: the next Yubico OTP counts as the first of a new session. */
  plugIn(): void {
    this.#isPluggedIn = true;
    for (const slot of [this.memory.slots[1], this.memory.slots[2]]) if (slot) slot.usedSincePowerUp = false;
  }

  /** slotBytes gives the 52 bytes in a slot as hex; null where it is empty. A real key never tells them. */
  slotBytes(number: 1 | 2): string | null {
    return this.memory.slots[number]?.bytes.toString("hex") ?? null;
  }

  #begin(command: KeyCommand): void {
    this.commands.push(command);
    if (this.#now() < this.faults.reclaimUntil) return;
    const outcome: Outcome = obey(this.memory, this.#identity, command);
    if (outcome.kind === "write") {
      this.#activity = { kind: "writing", until: this.#now() + outcome.ms, apply: outcome.apply };
    } else if (outcome.kind === "answer" && outcome.needsTouch) {
      this.#activity = { kind: "touch", until: this.#now() + this.#touchMs, answer: outcome.bytes };
    } else if (outcome.kind === "answer") {
      this.#activity = { kind: "answer", parts: new AnswerParts(outcome.bytes, this.faults) };
    }
  }

  #progress(): void {
    const activity = this.#activity;
    if (!("until" in activity) || this.#now() < activity.until) return;
    this.#activity = { kind: "idle" };
    if (activity.kind === "writing") this.#finishWrite(activity.apply);
  }

  #finishWrite(apply: () => boolean): void {
    if (this.faults.dropWrites > 0) {
      this.faults.dropWrites -= 1;
      return;
    }
    const isEmpty = this.faults.emptyWrites > 0;
    if (isEmpty) this.faults.emptyWrites -= 1;
    else if (!apply()) return;
    if (this.faults.stuckSequence > 0) this.faults.stuckSequence -= 1;
    else this.memory.countWrite();
  }

  #status(flag: number): Uint8Array {
    return Uint8Array.of(0, ...this.memory.firmware, this.memory.sequence, this.memory.touchLevel, 0, flag);
  }

  #needPlug(): void {
    if (!this.#isPluggedIn) throw new Error("could not reach the device");
  }
}
