/** The part of a pino logger that the local database writes to; details first, then a sentence without secrets. */
export interface Log {
  info(details: object, message: string): void;
  warn(details: object, message: string): void;
  error(details: object, message: string): void;
}
