import { type FoundYubiKey, type YubiKey, YubiKeyError } from "../../yubikey/index.js";

/** What the station needs of the machine it runs on. */
export interface Port {
  /** The keys that are plugged in now. */
  find(): Promise<FoundYubiKey[]>;
  /** Waits for a moment, less where the signal aborts. Never throws. */
  pause(ms: number, signal: AbortSignal): Promise<void>;
}

const POLL_MS = 300;
/** The system hands a key over to its user some moments after it was plugged in. */
const OPEN_REPEATS = 5;
const OPEN_PAUSE_MS = 200;

/**
 * Yields each key once per time that it is plugged in, one after another where there are several. Trouble with finding
 * is told once until it changes.
 * @throws YubiKeyError `libusb_missing`, which no waiting mends
 */
export async function* pluggedKeys(
  { find, pause }: Port,
  signal: AbortSignal,
  onTrouble: (error: YubiKeyError) => void,
): AsyncGenerator<FoundYubiKey> {
  let handled = new Set<string>();
  let told: string | null = null;
  while (!signal.aborted) {
    try {
      const found = await find();
      told = null;
      // A path is free for the next key once it was seen without one.
      handled = new Set(found.map(({ path }) => path).filter((path) => handled.has(path)));
      const next = found.find(({ path }) => !handled.has(path));
      if (next) {
        handled.add(next.path);
        yield next;
        continue;
      }
    } catch (error) {
      if (!(error instanceof YubiKeyError) || error.code === "libusb_missing") throw error;
      handled.clear();
      if (told !== error.code) onTrouble(error);
      told = error.code;
    }
    await pause(POLL_MS, signal);
  }
}

/** Opens a key that was just plugged in. Throws a YubiKeyError. */
export async function openPlugged(
  found: FoundYubiKey,
  { pause }: Port,
  signal: AbortSignal,
): Promise<YubiKey> {
  for (let repeats = 0; ; repeats++) {
    try {
      return await found.open();
    } catch (error) {
      if (repeats === OPEN_REPEATS || signal.aborted) throw error;
      await pause(OPEN_PAUSE_MS, signal);
    }
  }
}
