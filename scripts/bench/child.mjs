import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

/**
 * A process of its own, so that its CPU is measured apart from that of whatever makes the load. It is asked things over
 * the channel that `fork` gives.
 */
export class Child {
  #process;
  #answer = null;

  /**
   * @param {string} module file beside this one
   * @param {NodeJS.ProcessEnv} env
   * @param {string[]} [execArgv] options for Node, such as `--cpu-prof`
   */
  constructor(module, env, execArgv = []) {
    const file = fileURLToPath(new URL(module, import.meta.url));
    this.#process = fork(file, { env, execArgv, stdio: ["ignore", "pipe", "pipe", "ipc"] });
    this.#process.on("message", (answer) => this.#answer?.resolve(answer));
    this.#process.once("exit", () => this.#answer?.reject(this.#endedEarly()));
    this.stderr = "";
    this.#process.stderr.setEncoding("utf8").on("data", (text) => {
      this.stderr = (this.stderr + text).slice(-10_000);
    });
  }

  /** Resolves with the first match of its standard output. */
  async says(what) {
    let output = "";
    this.#process.stdout.setEncoding("utf8");
    for await (const text of this.#process.stdout) {
      output += text;
      const found = what.exec(output);
      if (found) {
        this.#process.stdout.resume();
        return found;
      }
    }
    throw this.#endedEarly();
  }

  /** Sends a message and waits for the answer; one at a time. */
  async ask(message) {
    const answer = await new Promise((resolve, reject) => {
      this.#answer = { resolve, reject };
      this.#process.send(message);
    });
    if (answer.error) throw new Error(answer.error);
    return answer;
  }

  /** CPU it has used so far, in milliseconds. */
  async cpuMs() {
    const { user, system } = await this.ask({ what: "cpu" });
    return (user + system) / 1000;
  }

  /** Memory that it holds now and has held at most, in bytes. */
  memory() {
    return this.ask({ what: "memory" });
  }

  async stop() {
    if (this.#process.exitCode !== null) return;
    const exit = once(this.#process, "exit");
    this.#process.kill("SIGTERM");
    await exit;
  }

  #endedEarly() {
    return new Error(`a process of the benchmark ended early:\n${this.stderr}`);
  }
}
