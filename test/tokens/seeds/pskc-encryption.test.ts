import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import { readSeedFile } from "../../../tokens/seeds/index.js";
import {
  container,
  keyPackage,
  PskcWriter,
  readText,
  refusals,
  SECRET,
  SECRET_HEX,
  vector,
} from "./support.js";

const figure6 = vector("rfc6030-figure6.xml").toString();
const figure7 = vector("rfc6030-figure7.xml").toString();
const presharedKeyHex = "12345678901234567890123456789012";

describe("encrypted PSKC files", () => {
  it.each([
    [16, "sha1"],
    [16, "sha256"],
    [24, "sha256"],
    [32, "sha1"],
    [32, "sha256"],
  ] as const)("AES with a key of %i bytes and HMAC-%s are read", async (keyBytes, hash) => {
    const writer = new PskcWriter(keyBytes, hash);
    const data =
      writer.element("Secret", SECRET) +
      writer.element("TimeInterval", Buffer.from("60")) +
      "<Time><PlainValue>0</PlainValue></Time>";
    const algorithm = "urn:ietf:params:xml:ns:keyprov:pskc:totp";
    const report = await readText(container(writer.head() + keyPackage({ data, algorithm })), {
      presharedKeyHex: writer.keyHex,
    });
    expect(report.tokens).toEqual([
      {
        row: 1,
        serial: "TOKEN-1",
        type: "totp",
        digits: 6,
        algorithm: "SHA1",
        period: 60,
        secretHex: SECRET_HEX,
      },
    ]);
  });

  it.each([
    ["decimal text", Buffer.from("4294967296"), 4294967296],
    ["8 bytes", Buffer.from("0000000100000000", "hex"), 4294967296],
    ["1 byte", Buffer.from([0]), 0],
    ["7 bytes", Buffer.from("3bfeb148808dd6", "hex"), 0x3bfeb148808dd6n],
  ])("an encrypted counter in %s is exact", async (_form, bytes, counter) => {
    const writer = new PskcWriter(16, "sha1");
    const data = writer.element("Secret", SECRET) + writer.element("Counter", bytes);
    const report = await readText(container(writer.head() + keyPackage({ data })), {
      presharedKeyHex: writer.keyHex,
    });
    expect(report.tokens).toMatchObject([{ counter }]);
  });

  it("without a MAC key the encryption key is the MAC key", async () => {
    const withoutMacKey = figure6
      .replace(/<MACKey>[\s\S]*<\/MACKey>/, "")
      .replace("Su+NvtQfmvfJzF6bmQiJqoLRExc=", "N8Agsfe5A7WQFswmdvL/MHdd3y0=");
    expect(await readText(withoutMacKey, { presharedKeyHex })).toMatchObject({
      tokens: [{ secretHex: SECRET_HEX }],
      fileError: null,
    });
  });

  it("one wrong MAC refuses the whole file and names its row", async () => {
    const writer = new PskcWriter(16, "sha256");
    const good = (serial: string): string => keyPackage({ serial, data: writer.element("Secret", SECRET) });
    const bad = good("B").replace(/<ValueMAC>(.)/, (_all, first) => `<ValueMAC>${first === "A" ? "B" : "A"}`);
    const short = keyPackage({ serial: "D", data: writer.element("Secret", Buffer.alloc(4)) });
    expect(
      await readText(container(writer.head() + good("A") + bad + good("C") + short), {
        presharedKeyHex: writer.keyHex,
      }),
    ).toEqual({
      tokens: [],
      rowErrors: [
        { row: 1, error: "file_rejected", serial: "A" },
        { row: 2, error: "mac_invalid", serial: "B" },
        { row: 3, error: "file_rejected", serial: "C" },
        { row: 4, error: "file_rejected", serial: "D" },
      ],
      fileError: "mac_invalid",
    });
  });

  it("a MAC over the secret instead of the cipher text is wrong", async () => {
    const macKey = Buffer.from("1122334455667788990011223344556677889900", "hex");
    const mac = createHmac("sha1", macKey).update(SECRET).digest("base64");
    const overPlain = figure6.replace("Su+NvtQfmvfJzF6bmQiJqoLRExc=", mac);
    expect((await readText(overPlain, { presharedKeyHex })).fileError).toBe("mac_invalid");
  });

  it("changed cipher text is found before it is decrypted", async () => {
    const changed = figure6.replace("AAECAwQFBgcICQoLDA0OD+c", "AAECAwQFBgcICQoLDA0OD+d");
    const report = await readText(changed, { presharedKeyHex });
    expect(report.fileError).toBe("mac_invalid");
    expect(refusals(report)).toEqual(["1:mac_invalid"]);
  });

  it.each([
    ["no key", figure6, {}, "key_required"],
    ["a password in place of a key", figure6, { password: "qwerty" }, "key_required"],
    ["a key in place of a password", figure7, { presharedKeyHex }, "key_required"],
    ["a wrong key", figure6, { presharedKeyHex: "00".repeat(16) }, "wrong_key"],
    ["a key of another length", figure6, { presharedKeyHex: "00".repeat(32) }, "wrong_key"],
    ["a key that is no hex", figure6, { presharedKeyHex: "secret!" }, "wrong_key"],
    ["a wrong password", figure7, { password: "qwertz" }, "wrong_key"],
    [
      "no MAC on a value",
      figure6.replace(/<ValueMAC>[\s\S]*?<\/ValueMAC>/, ""),
      { presharedKeyHex },
      "mac_missing",
    ],
    [
      "no MACMethod",
      figure6.replace(/<MACMethod[\s\S]*<\/MACMethod>/, ""),
      { presharedKeyHex },
      "mac_missing",
    ],
    ["3DES", figure6.replaceAll("aes128-cbc", "tripledes-cbc"), { presharedKeyHex }, "unsupported_cipher"],
    ["a key wrap", figure6.replaceAll("aes128-cbc", "kw-aes128"), { presharedKeyHex }, "unsupported_cipher"],
    [
      "an unknown MAC",
      figure6.replace("#hmac-sha1", "#hmac-md5"),
      { presharedKeyHex },
      "unsupported_algorithm",
    ],
    [
      "an unknown PRF",
      figure7.replace("<PRF/>", '<PRF Algorithm="urn:x"/>'),
      { password: "qwerty" },
      "unsupported_algorithm",
    ],
    [
      "an unknown derivation",
      figure7.replace("#pbkdf2", "#scrypt"),
      { password: "qwerty" },
      "unsupported_algorithm",
    ],
    [
      "1,000,001 iterations",
      figure7.replace(">1000<", ">1000001<"),
      { password: "qwerty" },
      "iterations_too_high",
    ],
    ["2^64 iterations", figure7.replace(">1000<", ">18446744073709551616<"), {}, "iterations_too_high"],
    ["no iterations", figure7.replace(">1000<", ">0<"), { password: "qwerty" }, "bad_payload"],
    [
      "a derived key of no AES length",
      figure7.replace(">16<", ">17<"),
      { password: "qwerty" },
      "bad_payload",
    ],
  ])("%s refuses the whole file", async (_case, file, options, fileError) => {
    expect(await readText(file, options)).toEqual({ tokens: [], rowErrors: [], fileError });
  });

  it("a truncated encrypted file is refused before any key is asked for", async () => {
    expect((await readText(figure7.slice(0, -30))).fileError).toBe("truncated");
  });

  it("the event loop turns while a key is derived", async () => {
    let turns = 0;
    const timer = setInterval(() => {
      turns += 1;
    }, 5);
    const slow = figure7.replace(">1000<", ">300000<");
    await readSeedFile(Buffer.from(slow), { password: "qwerty" });
    clearInterval(timer);
    expect(turns).toBeGreaterThan(2);
  });

  it("no report of a refused file holds the secret or the key", async () => {
    const report = JSON.stringify(await readText(figure6.replace("Su+N", "Su+M"), { presharedKeyHex }));
    expect(report).not.toContain(SECRET_HEX);
    expect(report).not.toContain(presharedKeyHex);
  });
});
