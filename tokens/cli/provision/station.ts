import { type FoundYubiKey, YubiKeyError } from "../../yubikey/index.js";
import { complain } from "../complain.js";
import { CommandError } from "../io.js";
import type { Outcome, Plan } from "./plan.js";
import { openPlugged, type Port, pluggedKeys } from "./plugged-keys.js";
import { provisionKey, type ReadKey, readKey, type Station } from "./provision-key.js";

/**
 * The loop of the station: waits for a key, provisions it, prints its label, and goes on until so many are done, the
 * list of people is at its end, or Ctrl-C.
 * @param count how many keys to provision; null for no end
 * @param onOutcome told after each key
 * @returns what became of every key
 */
export async function runStation(
  station: Station,
  port: Port,
  count: number | null,
  onOutcome: (outcomes: readonly Outcome[]) => Promise<void>,
): Promise<Outcome[]> {
  const { io, handouts } = station;
  const outcomes: Outcome[] = [];
  const doneSoFar = () => outcomes.filter(({ result }) => result !== "failed" && result !== "skipped").length;
  const isOver = async () => (count !== null && doneSoFar() >= count) || (await handouts.isAtEnd());
  if (await isOver()) return outcomes;
  io.stderr.write("plug in a key (Ctrl-C ends)\n");
  const onTrouble = (error: YubiKeyError) => complain(io, error.message, error.hint);
  for await (const found of pluggedKeys(port, io.signal, onTrouble)) {
    const outcome = await handle(station, port, found);
    outcomes.push(outcome);
    tell(station, outcome);
    await onOutcome(outcomes);
    if (await isOver()) break;
    io.stderr.write("next key\n");
  }
  return outcomes;
}

/** One key from plug to label; whatever goes wrong with it leaves the station ready for the next. */
async function handle(station: Station, port: Port, found: FoundYubiKey): Promise<Outcome> {
  const { plan, io } = station;
  let read: ReadKey | null = null;
  try {
    const key = await openPlugged(found, port, io.signal);
    try {
      read = await readKey(key, plan);
      io.stderr.write(`YubiKey ${read.keySerial}, firmware ${read.status.firmware}\n`);
      const { result, username, detail } = await provisionKey(station, key, read);
      return outcomeOf(plan, read, result, username, detail);
    } finally {
      await key.close().catch(() => undefined);
    }
  } catch (error) {
    if (!(error instanceof CommandError) && !(error instanceof YubiKeyError)) throw error;
    complain(io, error.message, error.hint);
    return outcomeOf(plan, read, "failed", "", error.message);
  }
}

function outcomeOf(
  { type, slot }: Plan,
  read: ReadKey | null,
  result: Outcome["result"],
  username: string,
  detail: string,
): Outcome {
  const { serial = "", status } = read ?? {};
  return { at: new Date(), serial, type, slot, firmware: status?.firmware ?? "", username, result, detail };
}

/** The label goes to stdout, so that a label printer can be fed; everything else is for the person. */
function tell({ io }: Station, { serial, username, result, detail }: Outcome): void {
  if (result === "failed") {
    io.stderr.write("not done: plug the same key in again, and it goes on where it stopped\n");
    return;
  }
  if (result === "provisioned" || result === "assigned") {
    io.stdout.write(`${detail === "" ? [serial, username].join("\t").trimEnd() : serial}\n`);
  }
  const more = detail === "" ? "" : `: ${detail}`;
  const user = username === "" || detail !== "" ? "" : ` for ${username}`;
  io.stderr.write(`${serial} ${result}${user}${more}\n`);
}
