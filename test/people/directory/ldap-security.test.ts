import { mkdtempSync, writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createServer as createTlsServer, type Server } from "node:tls";
import { afterEach, describe, expect, it } from "vitest";
import { type Certified, issueCertificate, newCertificateAuthority } from "../../support/certificates.js";
import {
  LDAP,
  ldapEntry,
  ldapMessage,
  ldapResult,
  pagedControl,
  type ScriptedLdap,
  type ScriptedRequest,
  startScriptedLdap,
} from "../../support/scripted-ldap.js";
import { PEOPLE, passwordOf, type Slapd, startSlapd } from "../../support/slapd.js";
import { faultOf, ldapDirectory, NOW } from "./support.js";

const authority = newCertificateAuthority("Directory root");
const SUBJECT = [["CN", "directory"]] as const;
const server = (hosts: string[], validity: { notBefore?: Date; notAfter?: Date } = {}) =>
  startSlapd(issueCertificate({ subject: SUBJECT, hosts, ...validity }, authority));
const slapd = await server(["127.0.0.1", "localhost"]);
const misnamed = await server(["ldap.example.org"]);
const outdated = await server(["127.0.0.1"], {
  notBefore: new Date("2020-01-01"),
  notAfter: new Date("2021-01-01"),
});
await slapd.addPerson("ada");
const caFile = pemFile(authority);

function pemFile({ pem }: Certified): string {
  const path = join(mkdtempSync(join(tmpdir(), "latchkey-ca-")), "ca.pem");
  writeFileSync(path, pem);
  return path;
}

describe.each(["ldap", "ldaps"])("A2 a connection by %s://", (scheme) => {
  const address = (host: string, to: Slapd) =>
    `${scheme}://${host}:${scheme === "ldap" ? to.port : to.ldapsPort}`;
  const secured = (host: string, ca?: string, to = slapd) =>
    ldapDirectory(address(host, to), {
      LATCHKEY_LDAP_TLS: "on",
      ...(ca ? { LATCHKEY_LDAP_CA_FILE: ca } : {}),
    });

  it("is secured with the certificate of the authority that the file names", async () => {
    for (const host of ["127.0.0.1", "localhost"])
      expect(await secured(host, caFile).check("ada", passwordOf("ada"), NOW), host).not.toBeNull();
  });

  it("is refused where no file names the authority, or the file names another", async () => {
    for (const ca of [undefined, pemFile(newCertificateAuthority("Directory root"))]) {
      const fault = await faultOf(secured("127.0.0.1", ca).check("ada", passwordOf("ada"), NOW));
      expect(fault.step).toBe("tls");
      expect(fault.message).toMatch(/of no authority that is trusted here/);
    }
  });

  it.each(["127.0.0.1", "localhost"])(
    "is refused at %s where the certificate is for another host",
    async (host) => {
      const fault = await faultOf(secured(host, caFile, misnamed).check("ada", passwordOf("ada"), NOW));
      expect(fault).toMatchObject({ step: "tls" });
      expect(fault.message).toContain("another host name");
    },
  );

  it("is refused where the certificate is out of date", async () => {
    const fault = await faultOf(secured("127.0.0.1", caFile, outdated).check("ada", passwordOf("ada"), NOW));
    expect(fault.message).toContain("out of date");
  });
});

describe("A2 a server that is not what it should be", () => {
  let scriptedServer: ScriptedLdap | undefined;
  let tls: Server | undefined;

  afterEach(async () => {
    await scriptedServer?.close();
    tls?.close();
    scriptedServer = undefined;
    tls = undefined;
  });

  const scripted = async (answer: (request: ScriptedRequest) => Buffer | null | undefined) => {
    scriptedServer = await startScriptedLdap(answer);
    return scriptedServer;
  };
  const withTls = (url: string) =>
    ldapDirectory(url, { LATCHKEY_LDAP_TLS: "on", LATCHKEY_LDAP_CA_FILE: caFile });
  const letsIn = ({ id, operation }: ScriptedRequest): Buffer | undefined =>
    operation === LDAP.bind ? ldapMessage(id, ldapResult(LDAP.bindResponse, 0)) : undefined;
  const person = (uid: string) => ldapEntry(`uid=${uid},${PEOPLE}`, { uid, entryUUID: `id-of-${uid}` });

  it("that refuses StartTLS gets no password, in whatever words it refuses", async () => {
    for (const status of [1, 2, 52, 53]) {
      const { url, requests } = await scripted(({ id }) =>
        ldapMessage(id, ldapResult(LDAP.extendedResponse, status)),
      );
      expect((await faultOf(withTls(url).check("ada", passwordOf("ada"), NOW))).step).toBe("tls");
      expect(
        requests.map(({ operation }) => operation).filter((operation) => operation === LDAP.bind),
      ).toEqual([]);
      await scriptedServer?.close();
    }
    scriptedServer = undefined;
  });

  it("cannot slip anything in before the connection is secured", async () => {
    // An answer to the bind that will follow, whole or begun: it would be taken for one that came secured.
    const forged = ldapMessage(2, ldapResult(LDAP.bindResponse, 0));
    for (const surplus of [forged, forged.subarray(0, 5)]) {
      const { url } = await scripted(({ id, operation }) =>
        operation === LDAP.extended
          ? Buffer.concat([ldapMessage(id, ldapResult(LDAP.extendedResponse, 0)), surplus])
          : undefined,
      );
      expect((await faultOf(withTls(url).check("ada", passwordOf("ada"), NOW))).message).toMatch(
        /more than the answer|nobody asked for/,
      );
      await scriptedServer?.close();
    }
    scriptedServer = undefined;
  });

  it("that drops a secured connection is not asked again, and so not in the clear", async () => {
    const certified = issueCertificate({ subject: SUBJECT, hosts: ["127.0.0.1"] }, authority);
    const key = certified.keys.privateKey.export({ format: "pem", type: "pkcs8" });
    let connections = 0;
    tls = createTlsServer({ key, cert: certified.pem }, (socket) => {
      connections += 1;
      socket.on("error", () => socket.destroy());
      socket.once("data", () => socket.destroy());
    });
    await new Promise<void>((resolve) => tls?.listen(0, "127.0.0.1", resolve));
    const url = `ldaps://127.0.0.1:${(tls.address() as AddressInfo).port}`;
    expect((await faultOf(withTls(url).check("ada", passwordOf("ada"), NOW))).message).toContain("closed");
    expect(connections).toBe(1);
  });

  it("that never answers is given up", async () => {
    const { url } = await scripted(() => undefined);
    expect((await faultOf(ldapDirectory(url).check("ada", passwordOf("ada"), NOW))).message).toContain(
      "in time",
    );
    expect((await faultOf(withTls(url).check("ada", passwordOf("ada"), NOW))).message).toContain("in time");
  });

  it("that answers what is no LDAP, or what nobody asked for, is given up at once", async () => {
    for (const noise of [
      Buffer.from("HTTP/1.1 400 Bad Request\r\n\r\n"),
      ldapMessage(77, ldapResult(LDAP.bindResponse, 0)),
      ldapMessage(0, ldapResult(LDAP.extendedResponse, 52)),
      Buffer.from([0x30, 0x84, 0xff, 0xff, 0xff, 0xff]),
      Buffer.from([0x30, 0x80]),
    ]) {
      const { url } = await scripted(() => noise);
      await faultOf(ldapDirectory(url).check("ada", passwordOf("ada"), NOW));
      await scriptedServer?.close();
    }
    scriptedServer = undefined;
  });

  it("that breaks off in the middle of an answer gives no answer", async () => {
    const { url } = await scripted((request) => {
      if (request.operation === LDAP.bind) return letsIn(request);
      return request.operation === LDAP.search
        ? ldapMessage(request.id, person("ada")).subarray(0, 20)
        : null;
    });
    const reading = ldapDirectory(url).read(NOW, () => {});
    expect((await faultOf(reading)).message).toContain("in time");
  });

  it("may have an empty page in between: what follows is read too", async () => {
    let page = 0;
    const { url } = await scripted((request) => {
      const { id, operation } = request;
      if (operation !== LDAP.search) return letsIn(request);
      page += 1;
      const done = ldapResult(LDAP.searchDone, 0);
      if (page === 1)
        return Buffer.concat([ldapMessage(id, person("ada")), ldapMessage(id, done, pagedControl("a"))]);
      if (page === 2) return ldapMessage(id, done, pagedControl("b"));
      return Buffer.concat([ldapMessage(id, person("bob")), ldapMessage(id, done, pagedControl(""))]);
    });
    const { entries } = await ldapDirectory(url).read(NOW, () => {});
    expect(entries.map(({ username }) => username)).toEqual(["ada", "bob"]);
  });

  it.each([3, 4, 10, 11, 51, 80])(
    "that ends a search with result %i has given a part only",
    async (status) => {
      const { url } = await scripted((request) => {
        const { id, operation } = request;
        if (operation !== LDAP.search) return letsIn(request);
        return Buffer.concat([
          ldapMessage(id, person("ada")),
          ldapMessage(id, ldapResult(LDAP.searchDone, status), pagedControl("")),
        ]);
      });
      expect((await faultOf(ldapDirectory(url).read(NOW, () => {}))).step).toBe("search");
    },
  );

  it("that hides the id of an entry is a fault: who is absent could not be told", async () => {
    const { url } = await scripted((request) => {
      const { id, operation } = request;
      if (operation !== LDAP.search) return letsIn(request);
      const nameless = ldapEntry(`uid=ada,${PEOPLE}`, { uid: "ada" });
      return Buffer.concat([ldapMessage(id, nameless), ldapMessage(id, ldapResult(LDAP.searchDone, 0))]);
    });
    expect((await faultOf(ldapDirectory(url).read(NOW, () => {}))).message).toContain("entryUUID");
  });

  it("that is busy when the password is checked is a fault, not a wrong password", async () => {
    let binds = 0;
    const { url } = await scripted(({ id, operation }) => {
      if (operation === LDAP.search)
        return Buffer.concat([
          ldapMessage(id, person("ada")),
          ldapMessage(id, ldapResult(LDAP.searchDone, 0)),
        ]);
      binds += 1;
      return ldapMessage(id, ldapResult(LDAP.bindResponse, binds === 1 ? 0 : 51));
    });
    expect((await faultOf(ldapDirectory(url).check("ada", passwordOf("ada"), NOW))).step).toBe("bind");
  });
});
