import { afterAll, describe, expect, it } from "vitest";
import { application } from "../support/application.js";
import { testService } from "../support/service.js";
import { startSyslogServer } from "../support/syslog-server.js";
import { startWebhookReceiver, WEBHOOK_SECRET } from "../support/webhook-receiver.js";

const [syslog, webhook] = await Promise.all([startSyslogServer(), startWebhookReceiver()]);
const service = await testService({
  env: {
    LATCHKEY_SYSLOG_URL: `syslog+tcp://127.0.0.1:${syslog.port}`,
    LATCHKEY_AUDIT_WEBHOOK_URL: webhook.url,
    LATCHKEY_AUDIT_WEBHOOK_SECRET: WEBHOOK_SECRET,
  },
});
const { call, deps } = service;
afterAll(() => Promise.all([syslog.close(), webhook.close()]));

async function deliver() {
  for (const outbox of deps.outboxes) await outbox.deliver();
}

async function lags(): Promise<number[]> {
  const { destinations } = (await call("GET", "/api/v1/audit/outbox")).body;
  return (destinations as unknown as { lag: number }[]).map(({ lag }) => lag);
}

/** Until nothing comes any more; that a key was used is recorded by the way. */
async function deliverAll() {
  await expect
    .poll(async () => {
      await deliver();
      return lags();
    })
    .toEqual([0, 0]);
}

describe("A5 GET /api/v1/audit/outbox", () => {
  it("200: for each destination how far it is, and the same entries have come to both", async () => {
    await call("POST", "/api/v1/users", { username: "anna" });
    const { body: before } = await call("GET", "/api/v1/audit/outbox");
    expect(before.destinations).toMatchObject([
      { destination: "syslog", lag: expect.any(Number), deliveredUpTo: null },
      { destination: "webhook", deliveredAt: null, failure: null },
    ]);
    await deliverAll();
    const { body } = await call("GET", "/api/v1/audit/outbox");
    expect(body).toEqual({
      destinations: [
        {
          destination: "syslog",
          target: `syslog+tcp://127.0.0.1:${syslog.port}`,
          deliveredUpTo: webhook.ids().at(-1),
          deliveredAt: service.now().toISOString(),
          lag: 0,
          oldest: null,
          overdue: false,
          failure: null,
        },
        expect.objectContaining({ destination: "webhook", target: new URL(webhook.url).origin, lag: 0 }),
      ],
    });
    expect(syslog.ids()).toEqual(webhook.ids());
    const { body: trail } = await call("GET", "/api/v1/audit?limit=500");
    const stored = trail.entries as unknown as { id: string }[];
    expect(webhook.ids()).toEqual(stored.map(({ id }) => id).reverse());
  });

  it("200: says in words why one does not come further, and the metric how many entries wait", async () => {
    webhook.answers.push((response) => response.writeHead(503).end());
    await call("POST", "/api/v1/users", { username: "bert" });
    await deliver();
    const { body } = await call("GET", "/api/v1/audit/outbox");
    const destinations = body.destinations as unknown as { lag: number; failure: unknown }[];
    expect(destinations[1]?.failure).toMatchObject({ message: "The receiver answered 503." });
    const metrics = await fetch(`${service.url}/metrics`, {
      headers: { authorization: `Bearer ${service.deps.config.adminKey}` },
    });
    const text = await metrics.text();
    expect(text).toContain('latchkey_audit_outbox_lag_entries{destination="syslog"} 0');
    expect(text).toContain(
      `latchkey_audit_outbox_lag_entries{destination="webhook"} ${destinations[1]?.lag}`,
    );
  });

  it("401 without a key, 403 for an application without the scope `audit`", async () => {
    expect((await call("GET", "/api/v1/audit/outbox", undefined, { apiKey: null })).status).toBe(401);
    const wiki = await application(service, { scopes: ["verify"] });
    expect((await wiki.call("GET", "/api/v1/audit/outbox")).status).toBe(403);
  });

  it("has no secret of a destination in any answer or log line", async () => {
    const { body } = await call("GET", "/api/v1/audit/outbox");
    const said = `${JSON.stringify(body)}${service.logs.join("")}`;
    expect(said).not.toContain(WEBHOOK_SECRET);
    expect(said).not.toContain(new URL(webhook.url).pathname);
  });
});
