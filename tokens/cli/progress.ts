import type { TerminalIo } from "./io.js";

const BAR_WIDTH = 30;
const TICK_MS = 200;

/** Draws on one line of stderr where a person sees it; says nothing in a script. */
export class Progress {
  readonly #io: Pick<TerminalIo, "stderr" | "interactive">;
  #ticking: NodeJS.Timeout | undefined;

  constructor(io: Pick<TerminalIo, "stderr" | "interactive">) {
    this.#io = io;
  }

  /** A bar of what is done of a known total. */
  bar(what: string, done: number, total: number): void {
    const share = total === 0 ? 1 : done / total;
    const filled = Math.round(share * BAR_WIDTH);
    this.#draw(
      `${what} [${"#".repeat(filled)}${"-".repeat(BAR_WIDTH - filled)}] ${Math.floor(share * 100)} %`,
    );
  }

  /** The time that goes by while nobody tells how much is done. */
  elapsed(what: string): void {
    if (!this.#io.interactive || this.#ticking !== undefined) return;
    const began = performance.now();
    const tick = () => this.#draw(`${what} … ${Math.round((performance.now() - began) / 1000)} s`);
    this.#ticking = setInterval(tick, TICK_MS);
    tick();
  }

  /** Takes the line away. */
  end(): void {
    clearInterval(this.#ticking);
    this.#ticking = undefined;
    this.#draw("");
  }

  #draw(text: string): void {
    if (this.#io.interactive) this.#io.stderr.write(`\r\u001b[K${text}`);
  }
}
