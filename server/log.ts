import { type Logger, pino } from "pino";

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
export function createLog(level: string, destination: NodeJS.WritableStream = process.stderr): Logger {
  const paths = SECRET_FIELDS.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]);
  return pino({ level, redact: { paths, censor: "[redacted]" } }, destination);
}
