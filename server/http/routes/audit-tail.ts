import { Readable } from "node:stream";
import { setTimeout as wait } from "node:timers/promises";
import type { Context } from "koa";
import { z } from "zod";
import { AuditFollower, isFoundBy } from "../../audit/follow.js";
import type { Deps } from "../../deps.js";
import { unavailable } from "../../errors.js";
import type { AuditFilter } from "../../storage/audit.js";
import { auditFilter, auditFilterQuery, MAY_READ_AUDIT } from "../audit-filter.js";
import { applicationNames, auditEntryView } from "../audit-view.js";
import { authenticate } from "../authenticate.js";
import { authorize } from "../authorize.js";
import { defineRoute, type Route } from "../route.js";

/** Tails that one process serves at the same time: each asks the database once a second. */
const MOST_TAILS = 20;
const LOOK_EVERY_MS = 1000;
/** How often it is looked whether the reader may still read, and a sign of life is sent, in looks. */
const CHECK_EVERY = 5;
const TYPE = "text/event-stream";

const open = new WeakMap<Deps, { count: number }>();

const tail = defineRoute({
  method: "get",
  path: "/api/v1/audit/tail",
  summary: "New entries of the audit trail as they come: server-sent events, each with an entry as JSON",
  access: MAY_READ_AUDIT,
  query: auditFilterQuery.omit({ from: true, to: true }),
  responses: { 200: z.string() },
  streams: [TYPE],
  async handle({ query, deps, ctx }) {
    const tails = open.get(deps) ?? { count: 0 };
    open.set(deps, tails);
    if (tails.count >= MOST_TAILS) throw unavailable(`${MOST_TAILS} tails of the audit trail are open`);
    const filter = await auditFilter(deps, { ...query, from: undefined, to: undefined });
    const follower = await AuditFollower.fromNow(deps.storage.audit);
    const body = Readable.from(events(ctx, deps, follower, filter));
    tails.count += 1;
    body.once("close", () => {
      tails.count -= 1;
    });
    return { status: 200, stream: { type: TYPE, body } };
  },
});

/** Ends as soon as the reader's session or key does. */
async function* events(
  ctx: Context,
  deps: Deps,
  follower: AuditFollower,
  filter: AuditFilter,
): AsyncGenerator<string> {
  yield ": new entries follow\n\n";
  for (let look = 1; ; look++) {
    await wait(LOOK_EVERY_MS, undefined, { ref: false });
    if (look % CHECK_EVERY === 0) {
      if (!(await mayStillRead(ctx, deps))) return;
      yield ": still here\n\n";
    }
    const entries = (await follower.take()).filter((entry) => isFoundBy(filter, entry));
    const names = await applicationNames(deps, entries);
    for (const entry of entries)
      yield `id: ${entry.id}\ndata: ${JSON.stringify(auditEntryView(entry, names))}\n\n`;
  }
}

async function mayStillRead(ctx: Context, deps: Deps): Promise<boolean> {
  try {
    authorize(await authenticate(ctx, deps), MAY_READ_AUDIT, null, true);
    return true;
  } catch {
    return false;
  }
}

export const auditTailRoute: Route = tail;
