import { expect, it } from "vitest";
import { createLog } from "../server/log.js";

const SECRET = "kQ7-this-must-be-in-no-log";

it.each([
  "code",
  "secret",
  "password",
  "apiKey",
  "token",
  "recoveryKey",
  "response",
  "authorization",
  "cookie",
  "otpauthUri",
])("redacts %s, however deep it stands in what is logged", (field) => {
  const lines: string[] = [];
  const log = createLog("trace", { write: (line: string) => void lines.push(line) });
  const held = { [field]: SECRET };
  log.info(held, "top");
  log.info({ body: held }, "one down");
  log.info({ request: { body: held } }, "two down");
  expect(lines).toHaveLength(3);
  for (const line of lines) {
    expect(line).not.toContain(SECRET);
    expect(line).toContain("[redacted]");
  }
});
