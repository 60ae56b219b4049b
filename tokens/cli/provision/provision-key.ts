import type { KeyStatus, YubiKey } from "../../yubikey/index.js";
import { type ApiClient, ApiError } from "../api-client.js";
import { CommandError, type TerminalIo } from "../io.js";
import {
  activateRemoteToken,
  assignRemoteToken,
  listTokens,
  type RemoteToken,
  readRemoteAccessCode,
  readRemoteToken,
  storePending,
} from "../token-api.js";
import { checkSlot } from "./check-slot.js";
import type { Handouts } from "./handouts.js";
import { type Outcome, type Plan, tokenSerial } from "./plan.js";
import type { SecretSource, SlotSecret } from "./secrets.js";
import { writeSlot } from "./write-slot.js";

/** Everything that one key is provisioned with. */
export interface Station {
  readonly plan: Plan;
  readonly api: ApiClient;
  readonly io: TerminalIo;
  readonly secrets: SecretSource;
  readonly handouts: Handouts;
}

/** What is known of a key once it was read. */
export interface ReadKey {
  readonly serial: string;
  readonly keySerial: number;
  readonly status: KeyStatus;
}

type Done = Pick<Outcome, "result" | "username" | "detail">;

/** Reads who a key is. Throws a YubiKeyError. */
export async function readKey(key: YubiKey, plan: Plan): Promise<ReadKey> {
  const status = await key.status();
  const keySerial = await key.serial();
  return { keySerial, serial: tokenSerial(plan, keySerial), status };
}

/**
 * Provisions one key, so that at no moment it holds a secret that nobody knows: first Latchkey stores the secret and
 * the access code as a pending token, then the slot is written and checked, then the token is activated. A key that
 * was pulled out in between is found pending when it comes back, and is written anew.
 * @throws CommandError, YubiKeyError: what was begun stays pending
 */
export async function provisionKey(station: Station, key: YubiKey, read: ReadKey): Promise<Done> {
  const { plan, api, io, secrets, handouts } = station;
  const known = await readRemoteToken(api, read.serial);
  const username = (await handouts.userFor([read.serial, String(read.keySerial)])) ?? "";
  if (known && known.state !== "pending") return alreadyThere(station, known, username);

  const isConfigured = read.status.slots.some(({ slot, configured }) => slot === plan.slot && configured);
  if (isConfigured && !known && !plan.force) {
    throw new CommandError(
      `slot ${plan.slot} is configured already`,
      "choose the other --slot, or overwrite it with --force",
    );
  }
  if (plan.dryRun) {
    if (username !== "") handouts.done(username);
    return { result: "would be provisioned", username, detail: known ? "goes on after an interruption" : "" };
  }
  const pendingCode = known ? await readRemoteAccessCode(api, read.serial) : null;
  const secret = goingOn(secrets(plan, read.keySerial, read.serial), known, pendingCode);
  const current = isConfigured ? await codesOf(station, read.keySerial, pendingCode) : [undefined];

  await storePending(api, newToken(plan, read, secret), known !== null);
  await writeSlot(key, plan, secret, current);
  const used = await checkSlot(key, plan, secret, io);
  await activateRemoteToken(api, read.serial, used);
  return {
    result: "provisioned",
    username,
    detail: username === "" ? "" : await hand(station, read.serial, username),
  };
}

/** A token that is there already is only handed out, where it was left in stock before an interruption. */
async function alreadyThere(station: Station, known: RemoteToken, username: string): Promise<Done> {
  const isWaiting = known.state === "in_stock" && known.type === station.plan.type && username !== "";
  if (isWaiting && !station.plan.dryRun) {
    const detail = await hand(station, known.serial, username);
    return { result: detail === "" ? "assigned" : "skipped", username, detail };
  }
  const holder = known.username === undefined ? "" : ` to ${known.username}`;
  const detail = `was provisioned before; its token is ${known.state.replace("_", " ")}${holder}`;
  return { result: "skipped", username: known.username ?? "", detail };
}

/** @returns why it could not be assigned; empty where it was */
async function hand({ api, handouts }: Station, serial: string, username: string): Promise<string> {
  try {
    await assignRemoteToken(api, serial, username);
    handouts.done(username);
    return "";
  } catch (error) {
    if (!(error instanceof ApiError) || !["not_found", "conflict", "forbidden"].includes(error.code))
      throw error;
    handouts.done(username);
    return `not assigned to ${username}: ${error.message}`;
  }
}

/** After an interruption the slot may have the access code of that attempt, which therefore stays; so does a public id. */
function goingOn(secret: SlotSecret, known: RemoteToken | null, pendingCode: Uint8Array | null): SlotSecret {
  return {
    ...secret,
    accessCode: pendingCode ?? secret.accessCode,
    publicId: secret.publicId === undefined ? undefined : (known?.publicId ?? secret.publicId),
  };
}

/** Access codes that the slot may have: of the interrupted attempt, none, from before, of other tokens of this key. */
async function codesOf(
  { plan, api }: Station,
  keySerial: number,
  pendingCode: Uint8Array | null,
): Promise<(Uint8Array | undefined)[]> {
  const codes: (Uint8Array | undefined)[] = pendingCode ? [pendingCode, undefined] : [undefined];
  if (plan.currentAccessCode) codes.push(plan.currentAccessCode);
  if (!plan.force) return codes;
  for await (const { serial } of listTokens(api, { query: String(keySerial) })) {
    if (serial !== String(keySerial) && !serial.startsWith(`${keySerial}-`)) continue;
    const code = await readRemoteAccessCode(api, serial);
    if (code) codes.push(code);
  }
  return codes;
}

function newToken({ type }: Plan, { serial, status }: ReadKey, secret: SlotSecret) {
  const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");
  const { privateId, publicId, accessCode, digits, period, counter } = secret;
  return {
    serial,
    type,
    secretHex: hex(secret.secret),
    ...(privateId === undefined ? {} : { privateIdHex: hex(privateId) }),
    ...(publicId === undefined ? {} : { publicId }),
    ...(accessCode === undefined ? {} : { accessCodeHex: hex(accessCode) }),
    ...(type === "yubico-otp" ? {} : { digits }),
    ...(type === "totp" ? { period } : {}),
    ...(type === "hotp" && counter > 0 ? { counter } : {}),
    manufacturer: "Yubico",
    model: `YubiKey ${status.firmware.split(".")[0]}`,
  };
}
