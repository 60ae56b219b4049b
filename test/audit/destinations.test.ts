import { createSocket } from "node:dgram";
import { once } from "node:events";
import { createServer } from "node:http";
import { type AddressInfo, createServer as createTcpServer } from "node:net";
import { afterAll, describe, expect, it } from "vitest";
import { inWords } from "../../server/audit/destination.js";
import { type SyslogSettings, syslogDestination } from "../../server/audit/syslog-destination.js";
import { webhookDestination } from "../../server/audit/webhook-destination.js";
import type { StoredAuditEntry } from "../../server/storage/audit.js";
import { auditRows } from "../support/audit-rows.js";
import { issueCertificate, newCertificateAuthority } from "../support/certificates.js";
import { parseSyslog, startSyslogServer } from "../support/syslog-server.js";
import { isSigned, startWebhookReceiver, WEBHOOK_SECRET } from "../support/webhook-receiver.js";

const AT = new Date("2026-11-24T12:00:00.900Z");
const never = new AbortController().signal;
const ends: (() => Promise<unknown>)[] = [];
afterAll(async () => {
  for (const end of ends) await end();
});

const entries: StoredAuditEntry[] = auditRows(50).map((row) => ({
  ...row,
  id: `${row.at.toISOString()}/made-up/${row.seq}`,
  idFits: true,
  repeated: 0,
}));
const ids = entries.map(({ id }) => id);

/** What an administrator is told of a delivery that must fail. */
async function failure(delivery: Promise<void>): Promise<string> {
  return delivery.then(() => "it was delivered", inWords);
}

const authority = newCertificateAuthority();

async function tlsServer(host: string, issuer = authority) {
  const certificate = issueCertificate({ host }, issuer);
  const key = certificate.keys.privateKey.export({ type: "pkcs8", format: "pem" });
  const server = await startSyslogServer({ cert: certificate.pem, key });
  ends.push(() => server.close());
  return server;
}

async function tcpServer() {
  const server = await startSyslogServer();
  ends.push(() => server.close());
  return server;
}

function syslog(port: number, change: Partial<SyslogSettings> = {}) {
  return syslogDestination(
    { transport: "tls", host: "127.0.0.1", port, ca: authority.pem, ...change },
    "2fa.example.com",
  );
}

const byTcp = { transport: "tcp", ca: null } as const;

describe("A5 syslog over TLS (RFC 5425)", () => {
  it("delivers every entry in order to a receiver that our own authority has certified", async () => {
    const server = await tlsServer("127.0.0.1");
    await syslog(server.port).send(entries, AT, never);
    expect(server.ids()).toEqual(ids);
  });

  it.each([
    [
      "another authority",
      "127.0.0.1",
      newCertificateAuthority("Another"),
      "of an authority that is not trusted",
    ],
    ["another name", "192.0.2.1", authority, "for another name"],
  ])("sends nothing to a receiver whose certificate is of %s", async (_, host, issuer, expected) => {
    const server = await tlsServer(host, issuer);
    expect(await failure(syslog(server.port).send(entries, AT, never))).toContain(expected);
    expect(server.ids()).toEqual([]);
  });

  it("sends nothing to a receiver that is certified by nobody whom this machine knows", async () => {
    const server = await tlsServer("127.0.0.1");
    expect(await failure(syslog(server.port, { ca: null }).send(entries, AT, never))).toContain(
      "not trusted",
    );
    expect(server.ids()).toEqual([]);
  });

  it("speaks to no receiver without TLS", async () => {
    const server = await tcpServer();
    server.moods.push("hang up");
    expect(await failure(syslog(server.port).send(entries, AT, never))).not.toBe("it was delivered");
    expect(server.ids()).toEqual([]);
  });
});

describe("A5 syslog over TCP (RFC 6587) counts as delivered only what the receiver has read", () => {
  it("delivers every entry in order", async () => {
    const server = await tcpServer();
    await syslog(server.port, byTcp).send(entries, AT, never);
    expect(server.ids()).toEqual(ids);
  });

  it.each([
    ["reset", "broke the connection off"],
    ["hang up", "before it had everything"],
  ] as const)("not where it answers with a %s, though every byte was written", async (mood, expected) => {
    const server = await tcpServer();
    server.moods.push(mood);
    expect(await failure(syslog(server.port, byTcp).send(entries, AT, never))).toMatch(
      new RegExp(`${expected}|broke the connection off`),
    );
    expect(server.ids()).toEqual([]);
  });

  it("not where it dies with messages unread", async () => {
    const dying = createTcpServer({ pauseOnConnect: true }, (socket) => {
      socket.on("error", () => undefined);
      setTimeout(() => socket.destroy(), 100);
    });
    dying.listen(0, "127.0.0.1");
    await once(dying, "listening");
    ends.push(async () => dying.close());
    const { port } = dying.address() as AddressInfo;
    expect(await failure(syslog(port, byTcp).send(entries, AT, never))).not.toBe("it was delivered");
  });

  it("not where it never ends, and not longer than we want to wait", async () => {
    const server = await tcpServer();
    server.moods.push("deaf");
    const ending = new AbortController();
    const delivery = failure(syslog(server.port, byTcp).send(entries, AT, ending.signal));
    await expect.poll(() => server.ids().length).toBe(50);
    ending.abort();
    expect(await delivery).toBe("The service is ending.");
  });

  it("does not begin where the service is ending already", async () => {
    const server = await tcpServer();
    const ended = AbortSignal.abort(new Error("ended"));
    await expect(syslog(server.port, byTcp).send(entries, AT, ended)).rejects.toThrow("ended");
    expect(server.ids()).toEqual([]);
  });

  it("says that nothing listens there", async () => {
    const server = await tcpServer();
    await server.close();
    expect(await failure(syslog(server.port, byTcp).send(entries, AT, never))).toBe(
      "Nothing listens at that address. (ECONNREFUSED)",
    );
  });
});

describe("A5 syslog over UDP (RFC 5426)", () => {
  it("sends a datagram an entry, without a length before it", async () => {
    const socket = createSocket("udp4").bind(0, "127.0.0.1");
    await once(socket, "listening");
    ends.push(async () => socket.close());
    const received: string[] = [];
    socket.on("message", (message) => received.push(parseSyslog(message).data["latchkey@32473"]?.id ?? ""));
    const { port } = socket.address();
    await syslog(port, { transport: "udp", ca: null }).send(entries.slice(0, 5), AT, never);
    await expect.poll(() => received).toEqual(ids.slice(0, 5));
  });
});

const webhook = (url: string) =>
  webhookDestination({ url, secret: Buffer.alloc(32, 3) }, "https://2fa.example.com");

describe("A5 the webhook", () => {
  it("posts entries with the ids of the first and the last, signed with the database's instant", async () => {
    const receiver = await startWebhookReceiver();
    ends.push(() => receiver.close());
    await webhook(receiver.url).send(entries, AT, never);
    const [request] = receiver.requests;
    if (!request) throw new Error("nothing came");
    const body = JSON.parse(request.body);
    expect(body).toMatchObject({ source: "https://2fa.example.com", first: ids[0], last: ids[49] });
    expect(body.entries[1]).toEqual(JSON.parse(JSON.stringify({ ...entries[1], idFits: undefined })));
    expect(request.headers).toMatchObject({
      "content-type": "application/json",
      "webhook-id": expect.stringMatching(/^audit_[\w-]{32}$/),
      "webhook-timestamp": String(Date.parse("2026-11-24T12:00:00Z") / 1000),
    });
    expect(isSigned(request)).toBe(true);
  });

  it("has a signature that fits no other body, instant, id or secret", async () => {
    const receiver = await startWebhookReceiver();
    ends.push(() => receiver.close());
    await webhook(receiver.url).send(entries, AT, never);
    const [{ headers, body } = { headers: {}, body: "" }] = receiver.requests;
    expect(isSigned({ headers, body: body.replace("olga", "anna") })).toBe(false);
    expect(isSigned({ headers: { ...headers, "webhook-timestamp": "1795521601" }, body })).toBe(false);
    expect(isSigned({ headers: { ...headers, "webhook-id": "audit_another" }, body })).toBe(false);
    expect(isSigned({ headers, body }, WEBHOOK_SECRET.replace("AwMD", "AwME"))).toBe(false);
  });

  it("gives the same entries the same id whenever they are sent, and others another", async () => {
    const receiver = await startWebhookReceiver();
    ends.push(() => receiver.close());
    for (const batch of [entries, entries, entries.slice(1)]) {
      await webhook(receiver.url).send(
        batch,
        new Date(AT.getTime() + receiver.requests.length * 1000),
        never,
      );
    }
    const [first, second, third] = receiver.requests.map(({ headers }) => headers["webhook-id"]);
    expect(second).toBe(first);
    expect(third).not.toBe(first);
  });

  it("follows no redirect, not even to itself", async () => {
    const receiver = await startWebhookReceiver();
    ends.push(() => receiver.close());
    for (const status of [301, 302, 303, 307, 308]) {
      receiver.answers.push((response) => response.writeHead(status, { location: receiver.url }).end());
      expect(await failure(webhook(receiver.url).send(entries, AT, never))).toBe(
        `The receiver answered ${status}: redirects are not followed.`,
      );
    }
    expect(receiver.requests).toEqual([]);
  });

  it("counts only what the receiver has answered with 2xx, and does not wait for an answer without an end", async () => {
    const receiver = await startWebhookReceiver();
    ends.push(() => receiver.close());
    receiver.answers.push((response) => response.writeHead(500).end("secret"));
    expect(await failure(webhook(receiver.url).send(entries, AT, never))).toBe("The receiver answered 500.");
    receiver.answers.push((response) => response.destroy());
    expect(await failure(webhook(receiver.url).send(entries, AT, never))).toContain(
      "broke the connection off",
    );
    receiver.answers.push((response) => response.writeHead(200).write("x"));
    expect(await failure(webhook(receiver.url).send(entries, AT, never))).toBe("it was delivered");
  });

  it("gives up at once where the service ends while the receiver is silent", async () => {
    const silent = createServer(() => undefined);
    silent.listen(0, "127.0.0.1");
    await once(silent, "listening");
    ends.push(async () => {
      silent.closeAllConnections();
      silent.close();
    });
    const ending = new AbortController();
    const url = `http://127.0.0.1:${(silent.address() as AddressInfo).port}/`;
    const delivery = failure(webhook(url).send(entries, AT, ending.signal));
    await once(silent, "request");
    ending.abort();
    expect(await delivery).not.toBe("it was delivered");
  });

  it("shows of its address only the origin, as a path may be a secret", () => {
    expect(webhook("https://siem.example/in/s3cret?key=s3cret").target).toBe("https://siem.example");
  });
});
