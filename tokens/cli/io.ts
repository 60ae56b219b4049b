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

/** Thrown for arguments that a command cannot be run with; `hint` is a sentence about what to do. */
export class UsageError extends Error {
  readonly hint: string;

  constructor(message: string, hint: string) {
    super(message);
    this.name = "UsageError";
    this.hint = hint;
  }
}
