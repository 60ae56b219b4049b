import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import type { VirtualYubiKey } from "./virtual-yubikey.js";
import { installYubikit } from "./yubikit-install.js";

type HostLine =
  | { io: "receive" | "waiting" }
  | { io: "send"; data: string }
  | { result: unknown }
  | { raised: string };

/** YubikitError is an exception of yubikit; its message is the Python class's name. */
class YubikitError extends Error {}

/** YubikitHost is a Python process in which yubikit drives the virtual keys of this process. */
export class YubikitHost {
  readonly #child: ChildProcess;
  readonly #input: Writable;
  readonly #lines: AsyncIterator<string>;
  #complaints = "";

  private constructor(child: ChildProcess, input: Writable, output: Readable, errors: Readable) {
    this.#child = child;
    this.#input = input;
    this.#lines = createInterface({ input: output })[Symbol.asyncIterator]();
    // A write to a process that has died fails too; `call` reports the death itself.
    input.on("error", () => undefined);
    errors.on("data", (text) => {
      this.#complaints += text;
    });
  }

  /** start installs yubikit if need be and starts the process; `stop` ends it. */
  static async start(): Promise<YubikitHost> {
    const env = { ...process.env, PYTHONPATH: await installYubikit() };
    const script = join(import.meta.dirname, "yubikit_host.py");
    const child = spawn("python3", [script], { env, stdio: ["pipe", "pipe", "pipe"] });
    return new YubikitHost(child, child.stdin, child.stdout, child.stderr);
  }

  /**
   * call runs one call of yubikit_host.py against a key and returns its result; `onWaiting` is called at each turn
   * of yubikit's wait for a touch. Throws `YubikitError`.
   */
  async call(
    name: string,
    args: object = {},
    key?: VirtualYubiKey,
    onWaiting?: () => void,
  ): Promise<unknown> {
    this.#say({ call: name, args });
    for (;;) {
      const { value, done } = await this.#lines.next();
      if (done) throw new Error(`yubikit ended: ${this.#complaints}`);
      const line = JSON.parse(value) as HostLine;
      if ("result" in line) return line.result;
      if ("raised" in line) throw new YubikitError(line.raised);
      this.#say(this.#serve(line, key, onWaiting));
    }
  }

  /** stop ends the process and waits until it has gone. */
  async stop(): Promise<void> {
    const gone = once(this.#child, "exit");
    this.#input.end();
    await gone;
  }

  #serve(
    line: Extract<HostLine, { io: string }>,
    key: VirtualYubiKey | undefined,
    onWaiting?: () => void,
  ): object {
    if (!key) return { error: "no key" };
    try {
      if (line.io === "receive") return { report: Buffer.from(key.getReport()).toString("hex") };
      if (line.io === "send") key.setReport(Buffer.from(line.data, "hex"));
      else onWaiting?.();
      return {};
    } catch (error) {
      return { error: String(error) };
    }
  }

  #say(message: object): void {
    this.#input.write(`${JSON.stringify(message)}\n`);
  }
}
