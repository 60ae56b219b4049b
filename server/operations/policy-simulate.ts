import { parseArgs } from "node:util";
import { createRegistry, FACTORS } from "../factors/index.js";
import { plainAddress } from "../network.js";
import { readUser } from "../people/users.js";
import { CurrentPolicy } from "../policy/current.js";
import { type Explained, explain } from "../policy/decide.js";
import type { Keys } from "../storage/keys.js";
import type { Application, Storage } from "../storage/storage.js";

const USAGE = `usage: latchkey policy simulate USER [--from ADDRESS] [--application NAME] [--json]

Says what would happen if this user signed in, and why, line by line. Nothing is changed by asking. Uses the same
environment as the service (MONGODB_URI, LATCHKEY_DATA_DIR, LATCHKEY_KEYS); the service may be running.
  --from         the address that the user comes from, such as 10.1.2.3; without it no network rule matches
  --application  name or id of the application that the user signs in to; without it Latchkey's own pages
  --json         the answer as JSON`;

interface Question {
  username: string;
  ip: string | null;
  application: string | null;
  json: boolean;
}

function read(argv: readonly string[]): Question {
  const { values, positionals } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: { from: { type: "string" }, application: { type: "string" }, json: { type: "boolean" } },
  });
  const [username, ...surplus] = positionals;
  if (username === undefined || surplus.length > 0) throw new Error("name exactly one user");
  const ip = values.from === undefined ? null : plainAddress(values.from);
  if (values.from !== undefined && ip === null) throw new Error("--from is no address");
  return { username, ip, application: values.application ?? null, json: values.json ?? false };
}

/** @returns the exit code. @throws LatchkeyError or Error where there is no such user or application */
async function run(
  { username, ip, application: asked, json }: Question,
  { stdout }: { stdout: { write(text: string): unknown } },
  deps: { storage: Storage; keys: Keys },
): Promise<number> {
  const { user, now } = await readUser(deps, username);
  const application = asked === null ? null : await applicationCalled(deps.storage, asked);
  const policy = await new CurrentPolicy(deps.storage.policies).current();
  const situation = { user, now, ip, application: application?.id ?? null };
  const explained = explain(policy, situation, createRegistry(FACTORS));
  const { decided, lines } = explained;
  if (json) {
    const answer = { username: user.username, ip, application: application?.id ?? null, ...decided, lines };
    stdout.write(`${JSON.stringify(answer, null, 2)}\n`);
    return 0;
  }
  const place = `${ip === null ? "" : ` from ${ip}`} to ${application?.name ?? "Latchkey's own pages"}`;
  const reasons = lines.map((line) => `  - ${line}\n`).join("");
  stdout.write(`${user.username} signs in${place}:\n${reasons}${inWords(explained)}\n`);
  return 0;
}

/** An id, or a name that one application has alone. */
async function applicationCalled(
  { applications }: Pick<Storage, "applications">,
  asked: string,
): Promise<Application> {
  const byId = await applications.read(asked);
  if (byId) return byId;
  const [found, ...others] = (await applications.list()).filter(({ name }) => name === asked);
  if (!found) throw new Error(`there is no application with the name or id ${asked}`);
  if (others.length === 0) return found;
  const ids = [found, ...others].map(({ id }) => id).join(", ");
  throw new Error(`several applications are called ${asked}: name one by its id (${ids})`);
}

function inWords({ decided }: Explained): string {
  switch (decided.decision) {
    case "required":
      return decided.factors.length === 0
        ? "=> required: the second step, but no factor of this user is allowed"
        : `=> required: the second step, by ${decided.factors.join(", then ")}`;
    case "skipped":
      return `=> skipped: the password is enough (${decided.reason})`;
    case "enrolment_required":
      return `=> enrolment_required: the user has to set up a second factor first (${decided.reason})`;
  }
}

/** `latchkey policy simulate`. */
export const policySimulate = { usage: USAGE, read, run };
