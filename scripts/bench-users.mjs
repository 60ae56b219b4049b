// `npm run bench:users`: how long 50,000 users take from a CSV file to committed, and from the same file to found
// unchanged, and how much memory the service needs for it.
import { makeBed } from "./bench/bed.mjs";
import { ensureBuilt } from "./prepare/built.mjs";
import { ensureInstalled } from "./prepare/installed.mjs";

const USERS = 50_000;
const MIB = 2 ** 20;

await ensureInstalled();
await ensureBuilt();
const bed = await makeBed({ execArgv: ["--expose-gc"] });
try {
  await importUsers(list("warm", 1000)); // For the just-in-time compiler.
  const { rss: before } = await bed.service.memory();
  const everybody = list("user", USERS);
  row(`${USERS} users, file to committed`, (await importUsers(everybody)).seconds, "s");
  const again = await importUsers(everybody);
  if (again.counts.unchanged !== USERS) throw new Error(`the second import: ${JSON.stringify(again.counts)}`);
  row("the same file again, all unchanged", again.seconds, "s");
  const { peak } = await bed.service.memory();
  row("memory of the service before", before / MIB, "MiB");
  row("memory at most", peak / MIB, "MiB");
} finally {
  await bed.end();
}

function list(prefix, count) {
  const rows = Array.from(
    { length: count },
    (_, i) => `${prefix}-${i};Person ${i};${prefix}${i}@example.org;"staff;floor ${i % 7}"`,
  );
  return `username;displayName;email;groups\n${rows.join("\n")}\n`;
}

async function importUsers(text) {
  const began = performance.now();
  const form = new FormData();
  form.set("file", new Blob([text]), "people.csv");
  const answer = await fetch(`http://127.0.0.1:${bed.port}/api/v1/users/import`, {
    method: "POST",
    headers: { authorization: `Bearer ${bed.apiKey}` },
    body: form,
  });
  const { counts, fileError } = await answer.json();
  if (answer.status !== 200 || fileError !== null || counts.refused > 0) {
    throw new Error(`the import was answered ${answer.status}: ${JSON.stringify({ counts, fileError })}`);
  }
  return { seconds: (performance.now() - began) / 1000, counts };
}

function row(what, figure, unit) {
  console.log(`${what.padEnd(60)} ${figure.toFixed(2).padStart(9)} ${unit}`);
}
