import { beforeAll, describe, expect, it } from "vitest";
import { run } from "../../../tokens/cli/provision/index.js";
import { openYubiKey } from "../../../tokens/yubikey/index.js";
import { ADMIN_KEY, testService } from "../../support/service.js";
import { testTerminal } from "../../support/terminal.js";
import { UsbHub } from "../../support/usb-hub.js";
import { VirtualYubiKey } from "../../support/virtual-yubikey/index.js";

const service = await testService();
const { call, clock } = service;
const ENV = { LATCHKEY_URL: service.url, LATCHKEY_API_KEY: ADMIN_KEY };
const TYPES = ["hotp", "totp", "yubico-otp"] as const;
type Type = (typeof TYPES)[number];

let serials = 20_000_000;
const newKey = () => {
  const serial = ++serials;
  return Object.assign(new VirtualYubiKey({ serial, partReads: 0 }), { serial });
};
type Key = ReturnType<typeof newKey>;
const user = (username: string) => call("POST", "/api/v1/users", { username });
const stateOf = async (serial: number | string) => (await call("GET", `/api/v1/tokens/${serial}`)).body;

/** Runs the station while keys are put in and taken out, one after another. */
async function station(
  argv: string[],
  keys: (Key | Key[])[],
  { files = {}, typing = [] }: { files?: Record<string, string>; typing?: (string | (() => string))[] } = {},
) {
  const io = testTerminal(ENV, { typing });
  for (const [name, content] of Object.entries(files)) io.files.set(name, Buffer.from(content));
  const hands = keys.flatMap((inserted) => [() => hub.plug(...[inserted].flat()), () => hub.plug()]);
  const hub: UsbHub = new UsbHub(hands, io.stop);
  const exit = await run(argv, io, hub);
  return { exit, ...io.said, written: io.written };
}

/** What the owner of a key does at the login page. */
async function signIn(key: Key, type: Type, username: string, slot: 1 | 2 = 2) {
  key.plugIn();
  const code = type === "totp" ? await totp(key, slot) : key.press(slot).trim();
  return call("POST", "/api/v1/verify", { username, code });
}

async function totp(key: Key, slot: 1 | 2) {
  const driver = await openYubiKey(key.device());
  return driver.totp({ slot, time: clock.now().getTime() / 1000 });
}

describe.each(TYPES)("the station, writing %s", (type) => {
  const keys = Array.from({ length: type === "hotp" ? 9 : 8 }, newKey);
  const names = keys.map((_, i) => `${type}-user-${i}`);
  let said: Awaited<ReturnType<typeof station>>;

  beforeAll(async () => {
    for (const name of names) await user(name);
    const [first] = keys;
    if (!first) throw new Error("no key");
    // The first frame asks for the serial in two parts; the write is the second.
    first.faults.unplugAfterParts = 5;
    const files = { "people.csv": names.map((name) => `${name}\n`).join("") };
    const argv = ["--type", type, "--assign", "people.csv", "--out", "sheets"];
    said = await station(argv, [first, ...keys], { files });
  });

  it("provisions every key, also the one that was pulled out in mid-write, and prints a label each", () => {
    expect(said.stderr).toContain("error:");
    expect(said).toMatchObject({
      exit: 0,
      stderr: expect.stringContaining(`${keys.length} keys done, 0 not`),
    });
    expect(said.stdout).toBe(keys.map(({ serial }, i) => `${serial}\t${names[i]}\n`).join(""));
  });

  it("leaves each key in the hands of a user who signs in with it", async () => {
    for (const [i, key] of keys.entries()) {
      expect(await signIn(key, type, String(names[i]))).toMatchObject({
        status: 200,
        body: { factor: type },
      });
      expect((await stateOf(key.serial)).username).toBe(names[i]);
    }
  });

  it("protects each slot by an access code of its own, which Latchkey keeps", async () => {
    const codes = new Set<string>();
    for (const key of keys) {
      const { accessCodeHex } = (await call("GET", `/api/v1/tokens/${key.serial}/access-code`)).body;
      expect(key.memory.slots[2]?.accessCode.toString("hex")).toBe(accessCodeHex);
      codes.add(String(accessCodeHex));
    }
    expect(codes.size).toBe(keys.length);
  });

  it("writes what was done as CSV and as a sheet, without a secret", () => {
    const files = [...said.written];
    expect(files.map(([name]) => name.replace(/\d{8}-\d{6}/, "T"))).toEqual([
      "sheets/provisioned-T.csv",
      "sheets/provisioned-T.html",
    ]);
    const everything = JSON.stringify([files, said.stdout, said.stderr]);
    for (const key of keys) {
      expect(files[0]?.[1]).toContain(`,${key.serial},${type},2,5.4.3,`);
      const slot = key.memory.slots[2];
      for (const secret of [slot?.hmacKey, slot?.aesKey, slot?.uid, slot?.accessCode]) {
        expect(everything).not.toContain(String(secret?.toString("hex")));
      }
    }
  });

  it("leaves keys that it finds again as they are, and who has one in the list is not given another", async () => {
    const before = keys.map((key) => key.slotBytes(2));
    const files = { "people.csv": names.map((name) => `${name}\n`).join("") };
    const again = await station(["--type", type, "--assign", "people.csv"], keys.slice(0, 2), { files });
    expect(again).toMatchObject({ exit: 0, stdout: "" });
    const unlisted = await station(["--type", type], keys.slice(0, 2));
    expect(unlisted).toMatchObject({
      exit: 0,
      stdout: "",
      stderr: expect.stringContaining("was provisioned before"),
    });
    expect(keys.map((key) => key.slotBytes(2))).toEqual(before);
  });
});

/** Unplugs at the n-th part or read of everything that the station does with one key. */
const MOMENTS = [
  ...Array.from({ length: 13 }, (_, i) => ({ fault: "unplugAfterParts" as const, at: i + 1 })),
  ...Array.from({ length: 40 }, (_, i) => ({ fault: "unplugAfterReads" as const, at: i })),
];

describe.each(TYPES)("a key for %s that is pulled out at any moment", (type) => {
  it("never holds a secret that nobody knows, and signs in once it was plugged in again", async () => {
    const argv = ["--type", type, "--count", "1"];
    let interrupted = 0;
    for (const { fault, at } of MOMENTS) {
      const key = newKey();
      key.faults[fault] = at;
      const username = `moment-${key.serial}`;
      await user(username);
      const files = { "one.csv": `serial,username\n${key.serial},${username}\n` };
      const said = await station([...argv, "--assign", "one.csv"], [key, key], { files });
      if (said.stderr.includes("error:")) interrupted += 1;
      expect(said.exit, `${fault} ${at}: ${said.stderr}`).toBe(0);
      Object.assign(key.faults, { [fault]: null });
      expect(await signIn(key, type, username), `${fault} ${at}`).toMatchObject({ status: 200 });
    }
    expect(interrupted).toBeGreaterThan(20);
  }, 120_000);
});

describe("the station", () => {
  it("stores the secret before the key is written, and keeps it pending if the write never comes", async () => {
    const key = newKey();
    key.faults.dropWrites = 10;
    const said = await station(["--type", "hotp"], [key]);
    expect(said).toMatchObject({ exit: 1, stdout: "", stderr: expect.stringContaining("hint:") });
    expect(await stateOf(key.serial)).toMatchObject({ state: "pending" });
    expect(key.slotBytes(2)).toBeNull();
  });

  it.each(["dropWrites", "stuckSequence"] as const)(
    "writes again after a write of which nothing was seen (%s)",
    async (fault) => {
      const key = newKey();
      key.faults[fault] = 1;
      expect(await station(["--type", "hotp"], [key])).toMatchObject({ exit: 0 });
      await user(`again-${fault}`);
      await call("POST", `/api/v1/tokens/${key.serial}/assign`, { username: `again-${fault}` });
      expect((await signIn(key, "hotp", `again-${fault}`)).status).toBe(200);
    },
  );

  it("does not activate a challenge-response slot that calculates otherwise", async () => {
    const key = newKey();
    const driver = await openYubiKey(key.device());
    await driver.programChallengeResponse({ slot: 2, secret: Buffer.alloc(20, 7) });
    key.faults.emptyWrites = 1;
    const said = await station(["--type", "totp", "--force"], [key]);
    expect(said.exit).toBe(1);
    expect((await stateOf(key.serial)).state).toBe("pending");
  });

  it("changes neither key nor stock with --dry-run", async () => {
    const key = newKey();
    const said = await station(["--dry-run"], [key]);
    expect(said).toMatchObject({
      exit: 0,
      stderr: expect.stringContaining(`${key.serial} would be provisioned`),
    });
    expect((await call("GET", `/api/v1/tokens/${key.serial}`)).status).toBe(404);
    expect(key.memory.sequence).toBe(0);
  });

  it("leaves a configured slot alone unless told to overwrite it, with the code that it has from before", async () => {
    const key = newKey();
    const driver = await openYubiKey(key.device());
    const accessCode = Buffer.from("0102030405ff", "hex");
    await driver.programHotp({ slot: 2, secret: Buffer.alloc(20, 7), digits: 6, accessCode });
    const before = key.slotBytes(2);
    expect(await station([], [key])).toMatchObject({ exit: 1, stderr: expect.stringContaining("--force") });
    expect(await station(["--force"], [key])).toMatchObject({ exit: 1 });
    expect(key.slotBytes(2)).toBe(before);
    const files = { code: "0102030405FF\n" };
    expect(await station(["--force", "--current-access-code-file", "code"], [key], { files })).toMatchObject({
      exit: 0,
    });
    expect(key.slotBytes(2)).not.toBe(before);
  });

  it("writes a key anew under another serial, by the access code that Latchkey has of it", async () => {
    const key = newKey();
    await station(["--type", "yubico-otp"], [key]);
    await call("POST", `/api/v1/tokens/${key.serial}/revoke`);
    const said = await station(["--type", "yubico-otp", "--force", "--serial-suffix", "b"], [key]);
    expect(said).toMatchObject({ exit: 0, stdout: `${key.serial}-b\n` });
    await user("second-life");
    await call("POST", `/api/v1/tokens/${key.serial}-b/assign`, { username: "second-life" });
    expect((await signIn(key, "yubico-otp", "second-life")).status).toBe(200);
  });

  it("handles several keys at once one after another, and slot 1 as a token of its own", async () => {
    const keys = [newKey(), newKey()];
    const said = await station(["--slot", "1", "--count", "2"], [keys]);
    expect(said.stdout).toBe(keys.map(({ serial }) => `${serial}-1\n`).join(""));
    expect(keys.map((key) => key.slotBytes(2))).toEqual([null, null]);
  });

  it.each(["hotp", "yubico-otp"] as const)(
    "compares what a press types with --press, and refuses that code afterwards (%s)",
    async (type) => {
      const key = newKey();
      let typed = "";
      const press = () => {
        typed = key.press(2).trim();
        return typed;
      };
      expect(
        await station(["--type", type, "--press", "--count", "1"], [key], { typing: [press] }),
      ).toMatchObject({ exit: 0 });
      const username = `pressed-${type}`;
      await user(username);
      await call("POST", `/api/v1/tokens/${key.serial}/assign`, { username });
      expect((await call("POST", "/api/v1/verify", { username, code: typed })).status).toBe(401);
      key.plugIn();
      expect((await signIn(key, type, username)).status).toBe(200);
    },
  );

  it("does not activate a key whose press types something else", async () => {
    const key = newKey();
    expect(await station(["--press"], [key], { typing: ["123456"] })).toMatchObject({ exit: 1 });
    expect((await stateOf(key.serial)).state).toBe("pending");
  });

  it("takes the secret of a seed file by the key's serial, and refuses a key that is not in it", async () => {
    const [key, other] = [newKey(), newKey()];
    const secretHex = "3132333435363738393031323334353637383930";
    const files = { "seeds.csv": `${key.serial},${secretHex},hotp,6,0\n` };
    const said = await station(["--secrets-from", "seeds.csv"], [key, other], { files });
    expect(said).toMatchObject({
      exit: 1,
      stdout: `${key.serial}\n`,
      stderr: expect.stringContaining("no row of this serial"),
    });
    // RFC 4226 appendix D: the first code of that secret.
    key.plugIn();
    expect(key.press(2)).toBe("755224\n");
  });

  it("asks for a touch and waits for it where the slot is to need one", async () => {
    const key = newKey();
    const looking = setInterval(() => {
      if (key.awaitsTouch) key.touch();
    }, 20);
    const said = await station(["--type", "totp", "--touch", "--count", "1"], [key]).finally(() =>
      clearInterval(looking),
    );
    expect(said).toMatchObject({ exit: 0, stderr: expect.stringContaining("touch the key") });
  });

  it("says who could not be given a key, and keeps that key in stock", async () => {
    const key = newKey();
    const said = await station(["--assign", "l.csv", "--count", "1"], [key], {
      files: { "l.csv": `${key.serial},nobody\n` },
    });
    expect(said).toMatchObject({
      exit: 0,
      stdout: `${key.serial}\n`,
      stderr: expect.stringContaining("not assigned to nobody"),
    });
    expect((await stateOf(key.serial)).state).toBe("in_stock");
  });

  it("ends in words where Latchkey does not know the key, and leaves the YubiKey as it is", async () => {
    const key = newKey();
    const io = testTerminal({ ...ENV, LATCHKEY_API_KEY: "wrong" });
    const hub: UsbHub = new UsbHub([() => hub.plug(key)], io.stop);
    expect(await run([], io, hub)).toBe(1);
    expect(io.said.stderr).toContain("hint: check the API key");
    expect(key.memory.sequence).toBe(0);
  });
});
