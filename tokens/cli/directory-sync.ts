import { setTimeout as wait } from "node:timers/promises";
import { z } from "zod";
import { API_OPTIONS, API_USAGE, openApi } from "./api-client.js";
import { readArguments } from "./arguments.js";
import { CommandError, type TerminalIo, UsageError } from "./io.js";
import { Progress } from "./progress.js";
import { runCommand } from "./run-command.js";

export const USAGE = `usage: latchkey directory sync [--accept-suspensions] [--json] ${API_USAGE}

Compares all users with the directory, and waits until that is done. Exit code 0 where the run was complete, 3 where it
suspended nobody because too many are absent (look at who that is, then --accept-suspensions), 1 where it failed.`;

const LOOK_MS = 500;

const count = z.int();
const stateSchema = z.object({
  running: z.boolean(),
  run: z
    .object({
      phase: z.enum(["reading", "changing"]),
      done: count,
      total: count.nullable(),
      counts: z.record(z.string(), count),
      outcome: z.enum(["complete", "held", "failed", "interrupted"]).nullable(),
      faults: z.array(z.string()),
      faultCount: count,
    })
    .nullable(),
});

/** `latchkey directory sync`: begins a run and follows it to its end. Resolves to the exit code. */
export function run(argv: readonly string[], io: TerminalIo): Promise<number> {
  return runCommand(io, async () => {
    const options = {
      ...API_OPTIONS,
      "accept-suspensions": { type: "boolean" },
      json: { type: "boolean" },
    } as const;
    const { values, positionals } = readArguments(argv, options, USAGE);
    if (positionals.length > 0) throw new UsageError("this command takes options only", USAGE);
    const api = await openApi(values, io);
    const progress = new Progress(io);
    const body = { acceptSuspensions: values["accept-suspensions"] ?? false };
    let state = await api.call("POST", "/api/v1/directory/sync", stateSchema, body);
    try {
      while (state.running && !io.signal.aborted) {
        if (state.run?.total == null) progress.elapsed("reading the directory");
        else progress.bar("comparing", state.run.done, state.run.total);
        await wait(LOOK_MS, undefined, { signal: io.signal }).catch(() => undefined);
        state = await api.call("GET", "/api/v1/directory", stateSchema);
      }
    } finally {
      progress.end();
    }
    if (!state.run || state.running)
      throw new CommandError("the run goes on without you", "latchkey directory sync tells when it is done");
    return tell(state.run, io, values.json ?? false);
  });
}

function tell(run: NonNullable<z.output<typeof stateSchema>["run"]>, io: TerminalIo, json: boolean): number {
  const { outcome, counts, faults, faultCount } = run;
  if (json) io.stdout.write(`${JSON.stringify(run, null, 2)}\n`);
  else {
    const sums = Object.entries(counts).map(([name, users]) => `${users} ${name}`);
    io.stdout.write(`${outcome}: ${sums.join(", ")}\n`);
    for (const fault of faults) io.stdout.write(`  - ${fault}\n`);
    if (faultCount > faults.length) io.stdout.write(`and ${faultCount - faults.length} more\n`);
  }
  return outcome === "complete" ? 0 : outcome === "held" ? 3 : 1;
}
