import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freePort } from "../support/free-port.js";
import { testDatabase } from "../support/mongo.js";
import { type Deployment, deploy, type ServiceProcess } from "../support/processes.js";
import { ADMIN_KEY } from "../support/service.js";
import { type SyslogServer, startSyslogServer } from "../support/syslog-server.js";
import { startWebhookReceiver, WEBHOOK_SECRET, type WebhookReceiver } from "../support/webhook-receiver.js";

const database = testDatabase();
const [syslogPort, webhookPort] = [await freePort(), await freePort()];
let deployment: Deployment;
/** Those that were started again too. */
const syslogs: SyslogServer[] = [];
const webhooks: WebhookReceiver[] = [];

async function startReceivers(): Promise<WebhookReceiver> {
  syslogs.push(await startSyslogServer(undefined, syslogPort));
  const webhook = await startWebhookReceiver(webhookPort);
  webhooks.push(webhook);
  return webhook;
}

async function stopReceivers(): Promise<void> {
  await syslogs.at(-1)?.close();
  await webhooks.at(-1)?.close();
}

beforeAll(async () => {
  deployment = await deploy(database.uri, 2, {
    LATCHKEY_SYSLOG_URL: `syslog+tcp://127.0.0.1:${syslogPort}`,
    LATCHKEY_AUDIT_WEBHOOK_URL: `http://127.0.0.1:${webhookPort}/`,
    LATCHKEY_AUDIT_WEBHOOK_SECRET: WEBHOOK_SECRET,
  });
});
afterAll(async () => {
  await deployment.stop();
  await stopReceivers();
});

/** What the processes do while it happens; a process that dies answers nothing more. */
async function createUsers(processes: readonly ServiceProcess[], from: number, count: number): Promise<void> {
  for (let i = from; i < from + count; i++) {
    await Promise.all(
      processes.map((process, at) =>
        fetch(`${process.url}/api/v1/users`, {
          method: "POST",
          headers: { authorization: `Bearer ${ADMIN_KEY}`, "content-type": "application/json" },
          body: JSON.stringify({ username: `user ${at} ${i}` }),
        }).catch(() => undefined),
      ),
    );
  }
}

const stored = async () =>
  (await database.db.collection<{ _id: string }>("audit").find().toArray()).map(({ _id }) => _id);

/** Ids that have not come; each receiver's own, as it could be that only one loses something. */
async function missing(): Promise<{ syslog: string[]; webhook: string[] }> {
  const came = {
    syslog: new Set(syslogs.flatMap((server) => server.ids())),
    webhook: new Set(webhooks.flatMap((receiver) => receiver.ids())),
  };
  const ids = await stored();
  const notIn = (set: ReadonlySet<string>) => ids.filter((id) => !set.has(id));
  return { syslog: notIn(came.syslog), webhook: notIn(came.webhook) };
}

/** Numbers of a chain as they first came. */
function firstComings(ids: readonly string[]): Map<string, number[]> {
  const chains = new Map<string, number[]>();
  for (const id of new Set(ids)) {
    const [, instance = "", seq = ""] = id.split("/");
    chains.set(instance, [...(chains.get(instance) ?? []), Number.parseInt(seq, 36)]);
  }
  return chains;
}

/** Lets the leases of processes that were killed run out, as 30 seconds would. */
async function letLeasesRunOut() {
  await database.db.collection("leases").updateMany({}, { $set: { until: new Date(0) } });
}

describe("A5 with two processes that are killed in the middle of deliveries, and receivers that are down", () => {
  it("every entry comes to both receivers, each chain in its order, and nobody else's delivery is needed", async () => {
    const webhook = await startReceivers();
    const [first, second] = deployment.processes as [ServiceProcess, ServiceProcess];
    const killed = new Promise<void>((resolve) => {
      webhook.answers.push(
        (response) => response.writeHead(503).end(),
        () => {
          // The batch has come, and is not answered.
          first.child.kill("SIGKILL");
          second.child.kill("SIGKILL");
          resolve();
        },
      );
    });
    const working = createUsers([first, second], 0, 60);
    await killed;
    await working;
    await stopReceivers();
    await letLeasesRunOut();

    const third = await deployment.start();
    await createUsers([third], 1000, 20);
    await expect.poll(() => third.log(), { timeout: 30_000 }).toMatch(/Nothing listens at that address/);
    expect((await missing()).webhook.length).toBeGreaterThan(20);

    await startReceivers();
    const fourth = await deployment.start();
    await createUsers([third, fourth], 2000, 10);
    await expect.poll(missing, { timeout: 60_000 }).toEqual({ syslog: [], webhook: [] });

    for (const ids of [syslogs.flatMap((of) => of.ids()), webhooks.flatMap((of) => of.ids())]) {
      for (const [instance, seqs] of firstComings(ids)) {
        expect(seqs, instance).toEqual(seqs.map((_, i) => i));
      }
    }
  });

  it("an entry that is delivered twice has the same id both times", async () => {
    const ids = webhooks.flatMap((receiver) => receiver.ids());
    expect(new Set(ids)).toEqual(new Set(await stored()));
  });
});
