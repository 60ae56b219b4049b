import { z } from "zod";
import type { Deps } from "../deps.js";
import { plainAddress } from "../network.js";
import type { AuditFilter } from "../storage/audit.js";
import type { Access } from "./authorize.js";
import { username } from "./schemas.js";

/** Who may read the whole audit trail. The help desk sees single users' activity instead. */
export const MAY_READ_AUDIT: Access = {
  scopes: ["audit"],
  person: { roles: ["owner", "administrator", "auditor"] },
};

const text = z.string().max(256);

/** A filter that forms leave empty counts as left out. */
const given = <T extends z.ZodType>(schema: T) =>
  z
    .union([schema, z.literal("")])
    .transform((value) => (value === "" ? undefined : value) as z.output<T> | undefined)
    .optional();

const instant = z.union([z.iso.datetime({ offset: true }), z.iso.date()]);

/** The query parameters by which entries are chosen. */
export const auditFilterQuery = z.strictObject({
  user: given(username).describe("For whom: finds refused attempts of a name that nobody has, too."),
  action: given(text),
  outcome: given(z.enum(["success", "failure", "refused"])),
  factor: given(text),
  application: given(text).describe("Id of an application, or `environment key`."),
  ip: given(text),
  actor: given(text).describe("Who acted: a user's name, `application <id>`, `environment key`."),
  serial: given(text).describe("Serial number of a hardware token."),
  importId: given(text).describe("Id of an import: what it was and what it brought."),
  from: given(instant).describe("From this instant or day (UTC) on."),
  to: given(instant).describe("Up to this instant or day (UTC), itself included."),
});

/** The filter of a query, names looked up. A name that nobody has is stored nowhere. */
export async function auditFilter(
  deps: Pick<Deps, "keys" | "storage">,
  query: z.output<typeof auditFilterQuery>,
): Promise<AuditFilter> {
  const { user, serial, ip, from, to, action, outcome, factor, application, actor, importId } = query;
  return {
    action,
    outcome,
    factor,
    application,
    actor,
    importId,
    userId: user === undefined ? undefined : deps.keys.userId(user),
    // Serials are compared without regard to case; entries have them as the token does.
    serial: serial && ((await deps.storage.tokens.read(serial))?.token.serial ?? serial),
    ip: ip && (plainAddress(ip) ?? ip),
    from: from === undefined ? undefined : new Date(from),
    to: to === undefined ? undefined : endOf(to),
  };
}

const DAY_LENGTH = "2026-11-24".length;

function endOf(to: string): Date {
  return new Date(to.length === DAY_LENGTH ? `${to}T23:59:59.999Z` : to);
}
