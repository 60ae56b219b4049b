import { z } from "zod";
import type { AuditFact, Caller } from "../../audit/audit.js";
import type { Deps } from "../../deps.js";
import { LatchkeyError } from "../../errors.js";
import type { ConnectedDirectory } from "../../people/directory/connect.js";
import type { DirectoryRun } from "../../storage/directory.js";
import { connectedOf } from "../connected-directory.js";
import { defineRoute, type Route } from "../route.js";
import { isoDate } from "../schemas.js";

const ADMINISTERS = { scopes: ["users"], person: { roles: ["owner", "administrator"] } } as const;
const ADMINISTERS_ELEVATED = {
  scopes: ["users"],
  person: { roles: ["owner", "administrator"], elevated: true },
} as const;

const count = z.int().min(0);

const run = z.strictObject({
  startedAt: isoDate,
  endedAt: isoDate.nullable(),
  phase: z.enum(["reading", "changing"]),
  done: count.describe("Users read, or looked at, so far."),
  total: count.nullable().describe("How many there are; null while that is unknown."),
  counts: z.strictObject({
    read: count,
    created: count,
    updated: count,
    suspended: count,
    resumed: count,
    refused: count.describe("Left alone: each is named among the faults."),
  }),
  outcome: z
    .enum(["complete", "held", "failed", "interrupted"])
    .nullable()
    .describe("`held`: too many would have been suspended, and nobody was. Null while it goes on."),
  faults: z.array(z.string()).describe("In words, the first hundred."),
  faultCount: count,
});

const state = z.strictObject({
  configured: z.boolean(),
  connection: z
    .strictObject({
      url: z.string(),
      kind: z.enum(["openldap", "ad"]),
      security: z.enum(["ldaps", "starttls", "none"]),
      userBase: z.string(),
      userFilter: z.string(),
      groups: z.array(z.strictObject({ group: z.string(), dn: z.string() })),
      create: z.enum(["always", "sign-in", "sync"]),
      syncMinutes: z.int(),
      suspendPercent: z.int(),
    })
    .optional(),
  running: z.boolean(),
  run: run.nullable().describe("The run that goes on, or the last one."),
  completeAt: isoDate.nullable().describe("When a run was complete last."),
  nextAt: isoDate.nullable(),
});

const read = defineRoute({
  method: "get",
  path: "/api/v1/directory",
  summary: "The directory that users come from, and how the last run that compared them went",
  access: { scopes: ["users"], person: { roles: ["owner", "administrator", "helpdesk", "auditor"] } },
  responses: { 200: state },
  handle: async ({ deps }) => ({ status: 200, body: await stateOf(deps) }),
});

const sync = defineRoute({
  method: "post",
  path: "/api/v1/directory/sync",
  summary: "Begin a run that compares all users with the directory; it goes on by itself",
  access: ADMINISTERS_ELEVATED,
  body: z.strictObject({
    acceptSuspensions: z
      .boolean()
      .default(false)
      .describe("Suspend everybody who is absent, however many they are: only after a look at who that is."),
  }),
  responses: { 202: state },
  errors: ["conflict"],
  async handle({ body, deps, caller }) {
    const { sync: runs } = connectedOf(deps);
    const began = await runs.begin(caller(), { ifDue: false, acceptSuspensions: body.acceptSuspensions });
    if (!began) throw new LatchkeyError("conflict", "A run goes on already: wait until it is done.");
    await record(deps, caller(), "directory.sync", "success", body);
    return { status: 202, body: await stateOf(deps) };
  },
});

const test = defineRoute({
  method: "post",
  path: "/api/v1/directory/test",
  summary: "Try the connection to the directory, step by step; changes nothing",
  access: ADMINISTERS,
  body: z.strictObject({}),
  responses: {
    200: z.strictObject({
      ok: z.boolean(),
      steps: z.array(
        z.strictObject({
          step: z.enum(["connect", "tls", "bind", "search", "groups"]),
          ok: z.boolean(),
          sentence: z.string(),
        }),
      ),
    }),
  },
  errors: ["conflict"],
  async handle({ deps, caller }) {
    const steps = await connectedOf(deps).directory.test();
    const ok = steps.every((step) => step.ok);
    await record(deps, caller(), "directory.test", ok ? "success" : "failure");
    return { status: 200, body: { ok, steps } };
  },
});

async function record(
  deps: Deps,
  caller: Caller,
  action: string,
  outcome: AuditFact["outcome"],
  detail: Record<string, boolean> = {},
): Promise<void> {
  const nobody = { user: null, userId: null, factor: null, credentialId: null };
  await deps.audit.record(caller, { ...nobody, at: await deps.storage.now(), action, outcome, detail });
}

async function stateOf({ connectedDirectory, storage }: Deps): Promise<z.input<typeof state>> {
  const { run: last, isRunning, completeAt, nextAt } = await storage.directory.read();
  return {
    configured: connectedDirectory !== null,
    ...(connectedDirectory ? { connection: connectionView(connectedDirectory) } : {}),
    running: isRunning,
    run: last && runView(last, isRunning),
    completeAt: completeAt?.toISOString() ?? null,
    nextAt: nextAt?.toISOString() ?? null,
  };
}

function connectionView({ config }: ConnectedDirectory) {
  const { url, kind, target, userBase, userFilter, groups, create, syncMinutes, suspendPercent } = config;
  const { security } = target;
  return { url, kind, security, userBase, userFilter, groups, create, syncMinutes, suspendPercent };
}

function runView({ id, startedAt, endedAt, outcome, ...rest }: DirectoryRun, isRunning: boolean) {
  const died = endedAt === null && !isRunning;
  return {
    ...rest,
    startedAt: startedAt.toISOString(),
    endedAt: endedAt?.toISOString() ?? null,
    outcome: died ? ("interrupted" as const) : endedAt === null ? null : outcome,
  };
}

export const directoryRoutes: readonly Route[] = [read, sync, test];
