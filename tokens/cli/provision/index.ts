import { join } from "node:path";
import { realDelay } from "../../yubikey/delay.js";
import { findYubiKeys, YubiKeyError } from "../../yubikey/index.js";
import { openApi } from "../api-client.js";
import { readHandouts } from "../assignment-list.js";
import { CommandError, type TerminalIo } from "../io.js";
import { runCommand } from "../run-command.js";
import { readSeedFileOptions } from "../seed-options.js";
import { handoutsOf, noHandouts } from "./handouts.js";
import { readProvisionArguments } from "./options.js";
import type { Port } from "./plugged-keys.js";
import { writeResults } from "./result-files.js";
import { freshSecret, secretsFrom } from "./secrets.js";
import { runStation } from "./station.js";

export { USAGE } from "./options.js";

const THIS_MACHINE: Port = { find: findYubiKeys, pause: realDelay };

/**
 * `latchkey tokens provision`: the bulk station. Resolves to the exit code: 0; 1 where some key was not finished in the
 * end; 2 where it was called wrongly.
 * @param port the USB ports; a test's in place of this machine's
 */
export function run(argv: readonly string[], io: TerminalIo, port: Port = THIS_MACHINE): Promise<number> {
  return runCommand(io, async () => {
    const { plan, count, values } = await readProvisionArguments(argv, io);
    const source = values["secrets-from"];
    const secrets =
      source === undefined
        ? freshSecret
        : await secretsFrom(source, await readSeedFileOptions(values, io), plan.type, io);
    const api = await openApi(values, io);
    const handouts =
      values.assign === undefined
        ? noHandouts
        : handoutsOf(await readHandouts(values.assign, io), api, plan.type);
    const stem = values.out === undefined ? null : join(values.out, `provisioned-${stamp(new Date())}`);
    const outcomes = await asCommandError(() =>
      runStation({ plan, api, io, secrets, handouts }, port, count, async (soFar) => {
        if (stem !== null) await writeResults(io, stem, soFar);
      }),
    );
    // A key that was pulled out before it told its serial comes back with one; what became of it then counts.
    const named = outcomes.filter(({ serial }) => serial !== "");
    const last = new Map(named.map(({ serial, result }) => [serial, result]));
    const failed = [...last].filter(([, result]) => result === "failed").length;
    io.stderr.write(`${last.size - failed} keys done, ${failed} not\n`);
    if (stem !== null && outcomes.length > 0) io.stderr.write(`written: ${stem}.csv and ${stem}.html\n`);
    return failed === 0 ? 0 : 1;
  });
}

function stamp(now: Date): string {
  return now.toISOString().slice(0, 19).replace(/[-:]/g, "").replace("T", "-");
}

/** A station that cannot look for keys at all ends with the driver's own words. */
async function asCommandError<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof YubiKeyError ? new CommandError(error.message, error.hint) : error;
  }
}
