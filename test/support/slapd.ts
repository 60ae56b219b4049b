import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Attribute, Change, Client, Control } from "ldapts";
import { afterAll } from "vitest";
import type { Certified } from "./certificates.js";
import { freePort } from "./free-port.js";
import { type Program, startProgram } from "./program.js";
import { ACTIVE_DIRECTORY_SCHEMA } from "./slapd-schema.js";

export const BASE = "dc=example,dc=org";
export const PEOPLE = `ou=people,${BASE}`;
export const GROUPS = `ou=groups,${BASE}`;
/** The service account that may read everything, and one that gets three entries at most. */
export const SERVICE = { dn: `cn=latchkey,${BASE}`, password: "the password of a service" };
export const SHORT = { dn: `cn=short,${BASE}`, password: "the password of the other" };

const ADMIN = { dn: `cn=admin,${BASE}`, password: "the password of slapd" };
const PLACES = ["/usr/sbin/slapd", "/usr/libexec/slapd", "/usr/local/libexec/slapd"];
const MODULES = ["/usr/lib/ldap", "/usr/libexec/openldap", "/usr/lib64/openldap"];
const SCHEMAS = ["/etc/ldap/schema", "/etc/openldap/schema"];

/** A real OpenLDAP server on 127.0.0.1. */
export interface Slapd {
  port: number;
  ldapsPort: number;
  /** `ldap://127.0.0.1:PORT`. */
  url: string;
  add(dn: string, attributes: Record<string, string | string[]>): Promise<void>;
  /** Adds a person below PEOPLE, with a password; `more` goes on top. */
  addPerson(uid: string, more?: Record<string, string | string[]>): Promise<string>;
  /** Adds so many people, `crowd-0` and on, and removes them again after the work. */
  withCrowd(size: number, work: () => Promise<void>): Promise<void>;
  /** Sets an attribute of an entry to these values; none removes it. */
  set(dn: string, attribute: string, ...values: string[]): Promise<void>;
  remove(dn: string): Promise<void>;
  /** Removes an entry that stands for another server, which any other request would be sent to (RFC 3296). */
  removeReferral(dn: string): Promise<void>;
  rename(dn: string, newDn: string): Promise<void>;
  /** Moves an entry out of sight of Latchkey, as if it were gone, and back: it stays the same entry. */
  hide(dn: string): Promise<string>;
  unhide(hidden: string): Promise<void>;
  /** Ends the server; what it holds stays for `restart`. */
  stop(): Promise<void>;
  restart(): Promise<void>;
}

/** The password that `addPerson` gives. */
export function passwordOf(uid: string): string {
  return `directory password of ${uid}`;
}

/**
 * Starts a slapd of the calling test file's own, in a folder and a process of its own; it ends after the last test. Call
 * it at the top of the file.
 * Overlay memberof; unauthenticated binds succeed, as on many servers (RFC 4513 §5.1.2).
 * @param certificate of the server, for StartTLS and ldaps
 */
export async function startSlapd(certificate?: Certified): Promise<Slapd> {
  const binary = PLACES.find((path) => existsSync(path));
  if (!binary)
    throw new Error("These tests need an OpenLDAP server (slapd): install the Debian package slapd.");
  const folder = await mkdtemp(join(tmpdir(), "latchkey-slapd-"));
  const [port, ldapsPort] = [await freePort(), await freePort()];
  await mkdir(join(folder, "data"));
  await writeFile(join(folder, "slapd.conf"), await configuration(folder, certificate));
  const ldaps = certificate ? ` ldaps://127.0.0.1:${ldapsPort}` : "";
  const addresses = `ldap://127.0.0.1:${port}${ldaps}`;
  let program: Program;
  const start = async () => {
    program = startProgram(binary, ["-h", addresses, "-f", join(folder, "slapd.conf"), "-d", "0"]);
    await listening(program, port);
  };
  const stop = async () => {
    program.signal("SIGTERM");
    await program.exit;
  };
  await start();
  // Vitest runs no hook that is registered later than while the file is read: such a server would outlive the run.
  process.once("exit", () => program.signal("SIGKILL"));
  afterAll(async () => {
    await stop();
    await rm(folder, { recursive: true, force: true });
  });
  const asAdmin = async <T>(work: (client: Client) => Promise<T>): Promise<T> => {
    const client = new Client({ url: `ldap://127.0.0.1:${port}` });
    await client.bind(ADMIN.dn, ADMIN.password);
    try {
      return await work(client);
    } finally {
      await client.unbind();
    }
  };
  const add: Slapd["add"] = (dn, attributes) => asAdmin((client) => client.add(dn, attributes));
  const rename: Slapd["rename"] = (dn, newDn) => asAdmin((client) => client.modifyDN(dn, newDn));
  await fill(add);
  return {
    port,
    ldapsPort,
    url: `ldap://127.0.0.1:${port}`,
    add,
    addPerson: (uid, more = {}) => asAdmin((client) => addPerson(client, uid, more)),
    async withCrowd(size, work) {
      const names = Array.from({ length: size }, (_, number) => `crowd-${number}`);
      await asAdmin(async (client) => {
        for (const name of names) await addPerson(client, name, {});
      });
      await work();
      await asAdmin(async (client) => {
        for (const name of names) await client.del(`uid=${name},${PEOPLE}`);
      });
    },
    set: (dn, type, ...values) =>
      asAdmin((client) =>
        client.modify(
          dn,
          new Change({ operation: "replace", modification: new Attribute({ type, values }) }),
        ),
      ),
    remove: (dn) => asAdmin((client) => client.del(dn)),
    removeReferral: (dn) => asAdmin((client) => client.del(dn, new Control("2.16.840.1.113730.3.4.2"))),
    rename,
    async hide(dn) {
      const hidden = dn.replace(PEOPLE, BASE);
      await rename(dn, hidden);
      return hidden;
    },
    unhide: (hidden) => rename(hidden, hidden.replace(BASE, PEOPLE)),
    stop,
    restart: start,
  };
}

async function addPerson(
  client: Client,
  uid: string,
  more: Record<string, string | string[]>,
): Promise<string> {
  const dn = `uid=${uid.replace(/([,\\+"<>;=#])/g, "\\$1")},${PEOPLE}`;
  const names = { cn: `The person ${uid}`, sn: uid, mail: `${encodeURIComponent(uid)}@example.org` };
  await client.add(dn, {
    objectClass: "inetOrgPerson",
    uid,
    ...names,
    userPassword: passwordOf(uid),
    ...more,
  });
  return dn;
}

async function fill(add: Slapd["add"]): Promise<void> {
  await add(BASE, { objectClass: ["dcObject", "organization"], dc: "example", o: "Example" });
  for (const ou of ["people", "groups"])
    await add(`ou=${ou},${BASE}`, { objectClass: "organizationalUnit", ou });
  for (const { dn, password } of [SERVICE, SHORT])
    await add(dn, { objectClass: ["organizationalRole", "simpleSecurityObject"], userPassword: password });
}

async function configuration(folder: string, certificate?: Certified): Promise<string> {
  const [modules, schemas] = [MODULES.find(existsSync), SCHEMAS.find(existsSync)];
  if (!modules || !schemas)
    throw new Error("The modules or the schema of this slapd are not where they are looked for.");
  const lines = ["core", "cosine", "inetorgperson", "nis"].map((name) => `include ${schemas}/${name}.schema`);
  lines.push(ACTIVE_DIRECTORY_SCHEMA, `modulepath ${modules}`, "moduleload back_mdb", "moduleload memberof");
  lines.push("allow bind_anon_cred bind_anon_dn", `pidfile ${folder}/pid`);
  if (certificate) {
    const key = certificate.keys.privateKey.export({ format: "pem", type: "pkcs8" });
    await writeFile(join(folder, "key.pem"), key, { mode: 0o600 });
    await writeFile(join(folder, "certificate.pem"), certificate.pem);
    lines.push(`TLSCertificateFile ${folder}/certificate.pem`, `TLSCertificateKeyFile ${folder}/key.pem`);
  }
  lines.push(
    "database mdb",
    `suffix "${BASE}"`,
    `rootdn "${ADMIN.dn}"`,
    `rootpw "${ADMIN.password}"`,
    `directory ${folder}/data`,
    "maxsize 16777216",
    "dbnosync",
    "access to attrs=userPassword by anonymous auth by * none",
    "access to * by users read by * none",
    `limits dn.exact="${SERVICE.dn}" size=unlimited`,
    `limits dn.exact="${SHORT.dn}" size.soft=3 size.hard=3 size.prtotal=3`,
    "overlay memberof",
  );
  return `${lines.join("\n")}\n`;
}

/** Resolves when the server takes connections. */
async function listening(program: Program, port: number): Promise<void> {
  const ended = program.exit.then(() => Promise.reject(new Error(`slapd ended: ${program.stderr()}`)));
  for (;;) {
    const open = new Promise<boolean>((resolve) => {
      const socket = connect(port, "127.0.0.1", () => resolve(true)).on("error", () => resolve(false));
      socket.on("close", () => resolve(false)).on("connect", () => socket.destroy());
    });
    if (await Promise.race([open, ended])) {
      ended.catch(() => undefined);
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
