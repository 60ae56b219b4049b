import { expect, it } from "vitest";
import { runCli } from "../../server/cli.js";
import { ldapEnvironment } from "../people/directory/support.js";
import { ADMIN_KEY, testService } from "../support/service.js";
import { PEOPLE, startSlapd } from "../support/slapd.js";
import { testTerminal } from "../support/terminal.js";

const slapd = await startSlapd();
for (const name of ["ada", "bob", "cleo"]) await slapd.addPerson(name);
const env = ldapEnvironment(slapd.url);
const service = await testService({ env });

async function latchkey(argv: string[], variables: Record<string, string>) {
  const io = testTerminal(variables, {});
  const exit = await runCli(argv, io);
  return { exit, ...io.said };
}

const api = { LATCHKEY_URL: service.url, LATCHKEY_API_KEY: ADMIN_KEY };

it("A2 latchkey directory test says which step fails, needs no service, and never shows the password", async () => {
  const works = await latchkey(["directory", "test"], env);
  expect(works).toMatchObject({ exit: 0, stderr: "" });
  expect(works.stdout.split("\n").map((line) => line.slice(0, 12).trimEnd())).toEqual([
    "ok   connect",
    "ok   tls",
    "ok   bind",
    "ok   search",
    "ok   groups",
    "",
  ]);
  expect(works.stdout).toContain("WARNING: the connection is not secured.");
  const wrong = await latchkey(["directory", "test"], {
    ...env,
    LATCHKEY_LDAP_BIND_PASSWORD: "not this one",
  });
  expect(wrong.exit).toBe(1);
  expect(wrong.stdout).toMatch(/FAIL bind .* is not let in/);
  expect(wrong.stdout + wrong.stderr).not.toContain("not this one");
  expect(await latchkey(["directory", "test"], {})).toMatchObject({ exit: 1 });
});

it("A2 latchkey directory sync follows a run to its end, and tells by its exit code how it went", async () => {
  const done = await latchkey(["directory", "sync"], api);
  expect(done).toMatchObject({ exit: 0 });
  expect(done.stdout).toContain("complete: 3 read, 3 created");
  for (const name of ["ada", "bob"]) await slapd.remove(`uid=${name},${PEOPLE}`);
  const held = await latchkey(["directory", "sync"], api);
  expect(held).toMatchObject({ exit: 3 });
  expect(held.stdout).toContain("2 of 3 users would be suspended, and nobody was: ada, bob.");
  const accepted = await latchkey(["directory", "sync", "--accept-suspensions", "--json"], api);
  expect(accepted.exit).toBe(0);
  expect(JSON.parse(accepted.stdout)).toMatchObject({ outcome: "complete", counts: { suspended: 2 } });
  await slapd.stop();
  expect(await latchkey(["directory", "sync"], api)).toMatchObject({ exit: 1 });
  await slapd.restart();
});
