/** What a command may touch of the outside world, so that tests can stand in for it. */
export interface CommandIo {
  readonly stdout: { write(text: string): unknown };
  readonly stderr: { write(text: string): unknown };
  /**
   * Reads a file, but no more than one byte above `maxBytes`, so that an over-large file is seen as one without being
   * held. Rejects as `node:fs` does where it cannot be read.
   */
  readFile(path: string, maxBytes: number): Promise<Uint8Array>;
}

/** What a command may touch that asks people, calls a Latchkey or writes files. */
export interface TerminalIo extends CommandIo {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Whether a person sits there, who can be asked and shown progress. */
  readonly interactive: boolean;
  /** Aborted by the first Ctrl-C: end after what is under way. */
  readonly signal: AbortSignal;
  /** Asks on stderr and reads one line of standard input; null at its end or after Ctrl-C. */
  ask(question: string): Promise<string | null>;
  /** Writes a text file, readable by its owner alone; missing folders are made. Rejects as `node:fs`. */
  writeFile(path: string, text: string): Promise<void>;
}

/** Thrown for what a command refuses; `hint` is a sentence about what to do. */
export class CommandError extends Error {
  readonly hint: string;

  constructor(message: string, hint: string) {
    super(message);
    this.name = new.target.name;
    this.hint = hint;
  }
}

/** Thrown for arguments that a command cannot be run with. */
export class UsageError extends CommandError {}
