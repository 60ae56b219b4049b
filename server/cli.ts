#!/usr/bin/env node
/** The `latchkey` command. A command's module is loaded when it is called, so that none pays for another. */
import { realpathSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { TerminalIo } from "../tokens/cli/io.js";

type Run = (argv: readonly string[], io: TerminalIo) => Promise<number>;

interface Command {
  summary: string;
  load(): Promise<{ run: Run; usage: string }>;
}

/** Commands by the words that call them. */
const COMMANDS: ReadonlyMap<string, Command> = new Map<string, Command>([
  [
    "serve",
    {
      summary: "run the service until SIGTERM; settings come from the environment",
      load: async () => ({ run: serve, usage: "usage: latchkey serve" }),
    },
  ],
  [
    "seeds inspect",
    {
      summary: "show what a seed file holds; stores nothing",
      load: async () => {
        const [{ run }, { SEED_INSPECT_USAGE }] = await Promise.all([
          import("../tokens/cli/seeds-inspect.js"),
          import("../tokens/cli/seed-options.js"),
        ]);
        return { run, usage: SEED_INSPECT_USAGE };
      },
    },
  ],
  [
    "seeds import",
    { summary: "import a seed file", load: async () => named(await import("../tokens/cli/seeds-import.js")) },
  ],
  [
    "users import",
    {
      summary: "create and update users from a CSV file",
      load: async () => named(await import("../tokens/cli/users-import.js")),
    },
  ],
  [
    "directory test",
    {
      summary: "try the connection to the directory, step by step",
      load: async () => {
        const { directoryTest: run, DIRECTORY_TEST_USAGE: usage } = await import(
          "./operations/directory-test.js"
        );
        return { run, usage };
      },
    },
  ],
  [
    "directory sync",
    {
      summary: "compare all users with the directory now",
      load: async () => named(await import("../tokens/cli/directory-sync.js")),
    },
  ],
  [
    "tokens provision",
    {
      summary: "write fresh secrets into YubiKeys, one after another",
      load: async () => named(await import("../tokens/cli/provision/index.js")),
    },
  ],
  [
    "tokens list",
    { summary: "show the stock", load: async () => named(await import("../tokens/cli/tokens-list.js")) },
  ],
  [
    "tokens assign",
    {
      summary: "assign tokens to users by a list",
      load: async () => named(await import("../tokens/cli/tokens-assign.js")),
    },
  ],
  [
    "tokens test",
    {
      summary: "try a code of a token",
      load: async () => named(await import("../tokens/cli/tokens-test.js")),
    },
  ],
  [
    "applications list",
    {
      summary: "show the relying applications and how their keys stand",
      load: async () => named(await import("../tokens/cli/applications-list.js")),
    },
  ],
  [
    "applications create",
    {
      summary: "register a relying application; prints its key",
      load: async () => named(await import("../tokens/cli/applications-create.js")),
    },
  ],
  [
    "applications rotate",
    {
      summary: "give a relying application a new key; the old one goes on for a while",
      load: async () => named(await import("../tokens/cli/applications-rotate.js")),
    },
  ],
  [
    "audit verify",
    {
      summary: "find what was changed in or taken out of the audit trail",
      load: async () => {
        const audit = await import("./operations/audit-verify.js");
        const { withKeys, withStorage } = await import("./cli-storage.js");
        const run: Run = (argv, io) =>
          audit.isOfArchivesAlone(argv)
            ? withKeys(io, (opened) => audit.auditVerifyArchives(argv, io, opened))
            : withStorage(io, (opened) => audit.auditVerify(argv, io, opened));
        return { run, usage: audit.AUDIT_VERIFY_USAGE };
      },
    },
  ],
  [
    "break-glass code",
    {
      summary: "make a break-glass code for an owner, when no owner can sign in any more",
      load: async () => {
        const { breakGlassCode } = await import("./operations/break-glass-code.js");
        return (await import("./cli-storage.js")).onDatabase(breakGlassCode);
      },
    },
  ],
  [
    "policy show",
    {
      summary: "print the policy that holds",
      load: async () => {
        const { policyShow } = await import("./operations/policy-show.js");
        return (await import("./cli-storage.js")).onDatabase(policyShow);
      },
    },
  ],
  [
    "policy history",
    {
      summary: "print who changed the policy when, and what",
      load: async () => {
        const { policyHistory } = await import("./operations/policy-show.js");
        return (await import("./cli-storage.js")).onDatabase(policyHistory);
      },
    },
  ],
  [
    "policy simulate",
    {
      summary: "print what would happen if a user signed in, and why",
      load: async () => {
        const { policySimulate } = await import("./operations/policy-simulate.js");
        return (await import("./cli-storage.js")).onDatabase(policySimulate);
      },
    },
  ],
]);

function named({ run, USAGE: usage }: { run: Run; USAGE: string }) {
  return { run, usage };
}

/** The service runs until it is told to stop, and ends the process itself. */
async function serve(argv: readonly string[]): Promise<number> {
  const { main } = await import("./main.js");
  await main(argv);
  return 0;
}

/**
 * Runs the command that the arguments name. Resolves to the exit code: that of the command; 2 where there is none of
 * that name.
 */
export async function runCli(argv: readonly string[], io: TerminalIo): Promise<number> {
  const found = findCommand(argv);
  if (found) {
    const { run, usage } = await found.command.load();
    if (!found.rest.includes("--help")) return run(found.rest, io);
    io.stdout.write(`${usage}\n`);
    return 0;
  }
  const [first] = argv;
  if (first === undefined || first === "help" || first === "--help") {
    io.stdout.write(overview());
    return 0;
  }
  io.stderr.write("error: there is no such command\nhint: latchkey help lists them\n");
  return 2;
}

function findCommand(argv: readonly string[]) {
  const words = argv[0] === "help" ? [...argv.slice(1), "--help"] : argv;
  for (const length of [2, 1]) {
    const command = COMMANDS.get(words.slice(0, length).join(" "));
    if (command) return { command, rest: words.slice(length) };
  }
  return null;
}

function overview(): string {
  const width = Math.max(...[...COMMANDS.keys()].map(({ length }) => length));
  const lines = [...COMMANDS].map(([name, { summary }]) => `  ${name.padEnd(width)}  ${summary}\n`);
  return `usage: latchkey COMMAND …\n\n${lines.join("")}\nlatchkey help COMMAND tells the options of one.\n`;
}

if (process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const { terminalIo } = await import("../tokens/cli/terminal-io.js");
  const io = terminalIo();
  process.exitCode = await runCli(process.argv.slice(2), io);
  io.close();
}
