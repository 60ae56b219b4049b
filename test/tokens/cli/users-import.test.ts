import { describe, expect, it } from "vitest";
import { runCli } from "../../../server/cli.js";
import { ADMIN_KEY, testService } from "../../support/service.js";
import { testTerminal } from "../../support/terminal.js";

const service = await testService();
const { call } = service;
const ENV = { LATCHKEY_URL: service.url, LATCHKEY_API_KEY: ADMIN_KEY };

async function usersImport(
  list: string,
  argv: string[],
  terminal: { interactive?: boolean; typing?: string[] } = {},
) {
  const io = testTerminal(ENV, terminal);
  io.files.set("people.csv", Buffer.from(list));
  const exit = await runCli(["users", "import", "people.csv", ...argv], io);
  return { exit, ...io.said };
}

describe("A2 latchkey users import", () => {
  it("shows what would happen, and does nothing with --dry-run or where the answer is no", async () => {
    const list = "login,mail,room\na2-cli-anna,anna@example.org,12\n";
    const looked = await usersImport(list, ["--dry-run"]);
    expect(looked).toMatchObject({ exit: 0, stderr: "" });
    expect(looked.stdout).toContain("columns left out: room");
    expect(looked.stdout).toMatch(/2 {4}a2-cli-anna {2}created {2}email: - -> anna@example.org/);
    expect(looked.stdout).toContain("1 created, 0 updated, 0 unchanged, 0 refused");
    const asked = await usersImport(list, [], { interactive: true, typing: ["n"] });
    expect(asked.exit).toBe(1);
    expect(asked.stderr).toContain("Create 1 and update 0 users? [y/N]");
    expect((await call("GET", "/api/v1/users/a2-cli-anna")).status).toBe(404);
  });

  it("imports, with a bar where a person sits there, and updates only when it is told to", async () => {
    const list = "login,mail\na2-cli-bert,bert@example.org\na2-cli-cara,cara@example.org\n";
    const done = await usersImport(list, [], { interactive: true, typing: ["y"] });
    expect(done.exit).toBe(0);
    expect(done.stdout).toMatch(/imported: 2 created, 0 updated, 0 unchanged, 0 refused \(import \S+\)/);
    expect(done.stderr).toContain("storing [##############################] 100 %");
    const moved = list.replace("bert@example.org", "bert@example.net");
    const left = await usersImport(moved, ["--yes"]);
    expect(left).toMatchObject({ exit: 1 });
    expect(left.stdout).toContain("This user exists already, and updating is switched off.");
    expect(await usersImport(moved, ["--yes", "--update"])).toMatchObject({ exit: 0, stderr: "" });
    expect((await call("GET", "/api/v1/users/a2-cli-bert")).body.email).toBe("bert@example.net");
    expect(await usersImport(moved, ["--yes", "--update"])).toMatchObject({ exit: 0 });
  });

  it("answers 3 where some rows were refused, as JSON where that is asked for", async () => {
    const { exit, stdout } = await usersImport("login,mail\na2-cli-dora,\na2-cli-emil,nowhere\n", [
      "--yes",
      "--json",
    ]);
    expect(exit).toBe(3);
    expect(JSON.parse(stdout)).toMatchObject({
      counts: { created: 1, refused: 1 },
      rows: [{ username: "a2-cli-dora" }, { row: 3, code: "bad_email" }],
    });
  });

  it("says why a whole file is refused, and that it cannot ask where nobody sits there", async () => {
    const refused = await usersImport("name\nAnna\n", ["--yes"]);
    expect(refused).toMatchObject({ exit: 1, stdout: "" });
    expect(refused.stderr).toContain(
      "error: the file was refused: no_username_column: No column holds user names",
    );
    expect((await usersImport("login\na2-cli-fred\n", [])).exit).toBe(2);
  });

  it("shows no control character of the file, which could write anything into a terminal", async () => {
    const { stdout } = await usersImport('login,groups\n"a2-\u001b[2Jx",\na2-cli-gina,"\u001b[2J"\n', [
      "--dry-run",
    ]);
    expect(stdout).not.toContain("\u001b");
    expect(stdout).toContain("0 created, 0 updated, 0 unchanged, 2 refused");
  });
});
