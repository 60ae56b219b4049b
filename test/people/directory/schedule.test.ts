import { expect, it } from "vitest";
import { startSchedule } from "../../../server/people/directory/schedule.js";
import { memoryLog } from "../../support/memory-log.js";
import { type TestService, testService } from "../../support/service.js";
import { startSlapd } from "../../support/slapd.js";
import { ldapEnvironment } from "./support.js";

const slapd = await startSlapd();
for (const name of ["ada", "bob"]) await slapd.addPerson(name);
const env = ldapEnvironment(slapd.url);
const service = await testService({ env });
const { clock, database, deps, call } = service;
const other = await testService({ env, database, clock, keys: deps.keys });

/** Starts both processes' schedules, and ends them when what is due is done. */
async function startBoth(): Promise<void> {
  const schedule = ({ deps: { connectedDirectory } }: TestService) => {
    if (!connectedDirectory) throw new Error("no directory");
    return startSchedule(connectedDirectory, memoryLog());
  };
  const stops = [schedule(service), schedule(other)];
  const last = async () =>
    (await call("GET", "/api/v1/directory")).body.run as unknown as { endedAt: string } | null;
  await expect.poll(async () => (await last())?.endedAt ?? null).not.toBeNull();
  for (const stop of stops) await stop();
}

const runs = async () =>
  (await call("GET", "/api/v1/audit?action=directory.run")).body.entries as unknown as object[];

it("A2 of two processes one runs at the start, and none before the next run is due", async () => {
  await startBoth();
  expect(await runs()).toMatchObject([{ actor: "directory", outcome: "success", detail: { created: 2 } }]);
  await startBoth();
  expect(await runs()).toHaveLength(1);
});
