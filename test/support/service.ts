import type { AddressInfo } from "node:net";
import { pino } from "pino";
import { afterAll } from "vitest";
import { createApp } from "../../server/app.js";
import { compose } from "../../server/compose.js";
import { readConfig } from "../../server/config.js";
import type { Deps } from "../../server/deps.js";
import type { Factor } from "../../server/factors/factor.js";
import { listen } from "../../server/http/listener.js";
import type { Route } from "../../server/http/route.js";
import { newKeyMaterial } from "../../server/storage/key-source.js";
import { createKeys, type Keys } from "../../server/storage/keys.js";
import { openMongoStorage } from "../../server/storage/mongo/storage.js";
import { type TestDatabase, testDatabase } from "./mongo.js";

export const ADMIN_KEY = "the-key-of-a-test-environment-long-enough";

/** A clock that stands still until it is moved. */
export class TestClock {
  #now = new Date("2026-11-24T12:00:00.000Z");

  now = (): Date => new Date(this.#now);

  /** Moves it on. */
  advance(seconds: number): void {
    this.#now = new Date(this.#now.getTime() + seconds * 1000);
  }
}

export interface TestService {
  url: string;
  deps: Deps;
  database: TestDatabase;
  clock: TestClock;
  /** The clock in place of the database's, or the machine's where the service goes by the database's own. */
  now(): Date;
  /** Every log line, as it was written. */
  logs: string[];
  /** Calls with the environment's key unless another is given; null calls without one. */
  call(method: string, path: string, body?: unknown, options?: CallOptions): Promise<Answer>;
}

export interface CallOptions {
  apiKey?: string | null;
  headers?: Record<string, string>;
}

export interface Answer {
  status: number;
  headers: Headers;
  // Answers are looked at by tests field by field.
  body: Record<string, unknown> & { [field: string]: never };
}

export interface TestServiceOptions {
  env?: Record<string, string>;
  database?: TestDatabase;
  clock?: TestClock | null;
  routes?: readonly Route[];
  /** Factors in place of Latchkey's own. */
  factors?: readonly Factor[];
  /** Keys of another service on the same database. */
  keys?: Keys;
  /** Every insert into the audit trail fails. */
  auditFails?: boolean;
}

/**
 * Starts the service of one test file on the run's real database, with a clock that the test moves (or the database's
 * own with `clock: null`). It is stopped after the file's last test.
 */
export async function testService(options: TestServiceOptions = {}): Promise<TestService> {
  const database = options.database ?? testDatabase();
  const clock = options.clock === undefined ? new TestClock() : options.clock;
  const logs: string[] = [];
  const log = pino({ level: "debug" }, { write: (line: string) => logs.push(line) });
  const server = await listen({ port: 0, host: "127.0.0.1" });
  const publicUrl = `http://localhost:${(server.address() as AddressInfo).port}`;
  const config = readConfig({ LATCHKEY_ADMIN_KEY: ADMIN_KEY, ...options.env });
  const storage = await openMongoStorage(database.uri, clock?.now);
  if (options.auditFails)
    storage.audit = { ...storage.audit, append: () => Promise.reject(new Error("no disk")) };
  const deps = compose({
    config,
    publicUrl,
    storage,
    keys: options.keys ?? createKeys(newKeyMaterial()),
    log,
    breakGlassUntil: config.breakGlass,
    ...(options.factors ? { factors: options.factors } : {}),
  });
  // Pages go by the service's clock as its answers tell it.
  if (clock) server.on("request", (_, response) => response.setHeader("Date", clock.now().toUTCString()));
  server.on("request", createApp(deps, options.routes).callback());
  afterAll(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await deps.notices.close();
    await deps.audit.close().catch(() => undefined);
    await storage.close();
  });
  const call = caller(publicUrl);
  const now = clock?.now ?? (() => new Date());
  return { url: publicUrl, deps, database, clock: clock ?? new TestClock(), now, logs, call };
}

function caller(url: string): TestService["call"] {
  return async (method, path, body, { apiKey = ADMIN_KEY, headers = {} } = {}) => {
    const answer = await fetch(`${url}${path}`, {
      method,
      headers: {
        ...(apiKey === null ? {} : { authorization: `Bearer ${apiKey}` }),
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, headers: answer.headers, body: text === "" ? {} : JSON.parse(text) };
  };
}
