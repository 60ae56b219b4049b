/** VirtualClock passes time only when somebody waits, so that waits of seconds take no time in a test. */
export class VirtualClock {
  #now = 0;
  #events: { at: number; happen: () => void }[] = [];

  /** now is the time in milliseconds since the clock was made. */
  readonly now = (): number => this.#now;

  /** at lets something happen at a time of this clock (ms). */
  at(ms: number, happen: () => void): void {
    this.#events.push({ at: ms, happen });
  }

  /** delay passes `ms` (what is due happens) unless the signal has aborted; it has the shape of the driver's delay. */
  readonly delay = async (ms: number, signal?: AbortSignal): Promise<void> => {
    await new Promise((resolve) => setImmediate(resolve));
    if (signal?.aborted) return;
    this.#now += ms;
    const due = this.#events.filter(({ at }) => at <= this.#now);
    this.#events = this.#events.filter(({ at }) => at > this.#now);
    for (const { happen } of due) happen();
  };
}
