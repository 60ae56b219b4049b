import type { SeedErrorCode } from "./report.js";

/** Thrown by a reader where the whole file has to be refused. Its message is the code, so that no secret can be in it. */
export class FileRefusal extends Error {
  readonly code: SeedErrorCode;

  constructor(code: SeedErrorCode) {
    super(code);
    this.name = "FileRefusal";
    this.code = code;
  }
}

/** Thrown while one row is read, where only that row has to be refused. Its message is the code. */
export class RowRefusal extends Error {
  readonly code: SeedErrorCode;

  constructor(code: SeedErrorCode) {
    super(code);
    this.name = "RowRefusal";
    this.code = code;
  }
}
