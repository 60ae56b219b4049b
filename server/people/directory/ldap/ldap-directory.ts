import { randomBytes } from "node:crypto";
import { BindRequest, type SearchEntry } from "ldapts";
import type { DirectoryConfig } from "../../../config/directory.js";
import { canonicalName } from "../../../names.js";
import type { Directory, DirectoryEntry, Person, Snapshot, StepResult } from "../directory.js";
import { DirectoryFault, type DirectoryStep } from "../fault.js";
import type { LdapConnection } from "./connection.js";
import { dial, type LdapLimits } from "./dial.js";
import { attributesOf, readEntry } from "./entry.js";
import { named, users } from "./filter.js";
import { type GroupIndex, groupsOfOne, readGroups } from "./groups.js";
import { DomainScope, type Query, RESULT, search, searchAll } from "./search.js";

const LIMITS: LdapLimits = { connectMs: 5_000, requestMs: 10_000 };

/** Longer ones are no passwords, and no directory is asked about them. */
const LONGEST_PASSWORD = 1024;

/**
 * Results of a bind by which the server says no to this password or this user, rather than that it cannot tell:
 * inappropriateAuthentication, invalidCredentials, insufficientAccessRights, constraintViolation, unwillingToPerform.
 */
const REFUSALS: readonly number[] = [19, 48, 49, 50, 53];

/** An LDAP server (RFC 4511) as the directory: OpenLDAP, Active Directory and what resembles them. */
export class LdapDirectory implements Directory {
  readonly #config: DirectoryConfig;
  readonly #limits: LdapLimits;

  constructor(config: DirectoryConfig, limits: LdapLimits = LIMITS) {
    this.#config = config;
    this.#limits = limits;
  }

  async check(username: string, password: string, now: Date): Promise<Person | null> {
    if (!isPassword(password)) return null;
    return this.#session(async (connection) => {
      const found = await this.#find(connection, username, now);
      if (found) return (await bind(connection, found.person.dn, password)) ? found.person : null;
      await this.#bindAsNobody(connection);
      return null;
    });
  }

  find(username: string, now: Date): Promise<DirectoryEntry | null> {
    return this.#session(async (connection) => {
      const found = await this.#find(connection, username, now);
      if (!found) return null;
      return {
        ...found.person,
        groups: await groupsOfOne(connection, this.#config, found.person, found.entry),
      };
    });
  }

  async pretend(username: string): Promise<void> {
    await this.#session(async (connection) => {
      await search(connection, this.#queryFor(username), 2);
      await this.#bindAsNobody(connection);
    });
  }

  read(now: Date, onPage: (entries: number) => void): Promise<Snapshot> {
    return this.#session(async (connection) => {
      const found = await searchAll(connection, this.#query(users(this.#config.userFilter)), onPage);
      const groups = await readGroups(connection, this.#config);
      return snapshotOf(found, groups, this.#config, now);
    });
  }

  async test(): Promise<StepResult[]> {
    const { target, bind: account, userBase } = this.#config;
    const done: StepResult[] = [];
    const passed = (step: DirectoryStep, sentence: string) => done.push({ step, ok: true, sentence });
    try {
      await this.#session(
        async (connection) => {
          passed(
            "bind",
            account ? `${account.dn} is let in.` : "Nobody is named: the directory is read anonymously.",
          );
          const found = await searchAll(connection, this.#query(users(this.#config.userFilter)));
          if (found.length === 0) throw new DirectoryFault("search", `There is no user below ${userBase}.`);
          const groups = await readGroups(connection, this.#config);
          const { entries, faults } = snapshotOf(found, groups, this.#config, new Date(0));
          passed("search", `${entries.length} users below ${userBase}.`);
          for (const sentence of faults) done.push({ step: "groups", ok: false, sentence });
          if (faults.length === 0) passed("groups", `${this.#config.groups.length} groups are followed.`);
        },
        () => {
          passed("connect", `${target.host}:${target.port} answers.`);
          passed("tls", TLS_WORDS[target.security]);
        },
      );
    } catch (error) {
      const { step, message } = asFault(error, "search");
      if (step === "tls") passed("connect", `${target.host}:${target.port} answers.`);
      done.push({ step, ok: false, sentence: message });
    }
    return done;
  }

  /** Connects, secures, binds the service account, works, and closes. */
  async #session<T>(work: (connection: LdapConnection) => Promise<T>, onSecured = () => {}): Promise<T> {
    const connection = await dial(this.#config.target, this.#limits);
    try {
      onSecured();
      await this.#bindServiceAccount(connection);
      return await work(connection);
    } catch (error) {
      throw asFault(error, "search");
    } finally {
      connection.close();
    }
  }

  async #bindServiceAccount(connection: LdapConnection): Promise<void> {
    const account = this.#config.bind;
    if (!account || (await bind(connection, account.dn, account.password))) return;
    throw new DirectoryFault("bind", `${account.dn} is not let in: look at its name and password.`);
  }

  /** The one user of that name. Two are nobody: which of them was meant cannot be told. */
  async #find(
    connection: LdapConnection,
    username: string,
    now: Date,
  ): Promise<{ entry: SearchEntry; person: Person } | null> {
    const { status, entries, diagnostic } = await search(connection, this.#queryFor(username), 2);
    const answered = [RESULT.success, RESULT.sizeLimitExceeded, RESULT.noSuchObject] as number[];
    if (!answered.includes(status))
      throw new DirectoryFault(
        "search",
        `Users cannot be searched: result ${status}${diagnostic ? `, ${diagnostic}` : ""}.`,
      );
    const [entry, another] = entries;
    const person = entry && !another ? readEntry(entry, this.#config, now) : null;
    if (!entry || !person || "fault" in person) return null;
    // The server compares names in its own way; here one form decides.
    return canonicalName(person.username) === canonicalName(username) ? { entry, person } : null;
  }

  #queryFor(username: string): Query {
    return this.#query(named(this.#config.userFilter, this.#config.attributes.name, username));
  }

  #query(filter: Query["filter"]): Query {
    const { userBase: base, kind } = this.#config;
    const controls = kind === "ad" ? [new DomainScope()] : [];
    return { base, scope: "sub", filter, attributes: attributesOf(this.#config), controls };
  }

  /** A bind that fails, as a wrong password does, and takes the server as long a way. */
  async #bindAsNobody(connection: LdapConnection): Promise<void> {
    const random = () => randomBytes(12).toString("hex");
    await bind(connection, `cn=nobody-${random()},${this.#config.userBase}`, random());
  }
}

const TLS_WORDS = {
  ldaps: "The connection is secured from its first byte, and the certificate is the server's.",
  starttls: "StartTLS secures the connection, and the certificate is the server's.",
  none: "WARNING: the connection is not secured. Passwords travel in the clear.",
};

/**
 * An empty password is answered as success by many servers, whoever is named (RFC 4513 §5.1.2), and so may be one that a
 * server reads up to its first NUL.
 */
function isPassword(password: string): boolean {
  return password !== "" && password.length <= LONGEST_PASSWORD && !password.includes("\0");
}

/** @throws DirectoryFault where the server neither lets in nor refuses */
async function bind(connection: LdapConnection, dn: string, password: string): Promise<boolean> {
  if (dn === "" || !isPassword(password)) return false;
  const { status, diagnostic } = await connection.request(new BindRequest({ messageId: 0, dn, password }));
  if (status === RESULT.success) return true;
  if (REFUSALS.includes(status) || status === RESULT.noSuchObject) return false;
  throw new DirectoryFault(
    "bind",
    `The directory cannot tell: result ${status}${diagnostic ? `, ${diagnostic}` : ""}.`,
  );
}

function asFault(error: unknown, step: DirectoryStep): DirectoryFault {
  if (error instanceof DirectoryFault) return error;
  const reason = error instanceof Error ? error.message : String(error);
  return new DirectoryFault(step, `The directory did not answer as it should: ${reason}.`, error);
}

function snapshotOf(
  found: readonly SearchEntry[],
  groups: GroupIndex,
  config: DirectoryConfig,
  now: Date,
): Snapshot {
  const faults = [...groups.faults];
  const skipped: string[] = [];
  const byName = new Map<string, DirectoryEntry[]>();
  for (const entry of found) {
    const person = readEntry(entry, config, now);
    if (!("fault" in person)) {
      const name = canonicalName(person.username);
      byName.set(name, [...(byName.get(name) ?? []), { ...person, groups: groups.groupsOf(person, entry) }]);
      continue;
    }
    // Whose entry it is cannot be told, and so not who is absent either.
    if (person.id === null) throw new DirectoryFault("search", person.fault);
    skipped.push(person.id);
    faults.push(person.fault);
  }
  const entries: DirectoryEntry[] = [];
  for (const [, same] of byName) {
    if (same.length === 1) entries.push(...same);
    else {
      skipped.push(...same.map(({ id }) => id));
      faults.push(`Several entries have one user name: ${same.map(({ dn }) => dn).join(" and ")}.`);
    }
  }
  return { entries, skipped, faults };
}
