import { type DestinationStream, type Logger, pino } from "pino";

/** Fields that hold secrets wherever they stand; codes, keys and tokens must be in no log. */
const SECRET_FIELDS = [
  "code",
  "secret",
  "password",
  "apiKey",
  "token",
  "ticket",
  "recoveryKey",
  "recoveryCodes",
  "response",
  "authorization",
  "cookie",
  "otpauthUri",
  "secretHex",
];

/** JSON lines on stderr; stdout carries the ready line alone. */
export function createLog(level: string, destination: DestinationStream = stderr()): Logger {
  const paths = SECRET_FIELDS.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]);
  return pino({ level, redact: { paths, censor: "[redacted]" } }, destination);
}

/** Lines are written together, this much or this often; what is left goes out when the process ends. */
const WRITTEN_AT_BYTES = 4096;
const WRITTEN_EVERY_MS = 100;

function stderr(): DestinationStream {
  return pino.destination({
    dest: 2,
    sync: false,
    minLength: WRITTEN_AT_BYTES,
    periodicFlush: WRITTEN_EVERY_MS,
  });
}
