import { readPrivateId, readPublicId } from "../fields.js";
import { childOf, type XmlElement } from "../xml.js";
import { PSKC } from "./namespaces.js";

/** What Yubico's personalization tool says of a slot beside what the RFC knows. */
export interface YubikeySlot {
  readonly slot: 1 | 2;
  /** The text typed before an HOTP code, where the slot types one. */
  readonly tokenId?: string;
}

/**
 * The YubiKey slot of a package as Yubico's tool writes it: the Key's Id is `serial:slot`, or the token id of an HOTP
 * slot that types one, with the slot as the Id of CryptoModuleInfo. Undefined where the package is of another maker.
 */
export function yubikeyOf(keyPackage: XmlElement, key: XmlElement | undefined): YubikeySlot | undefined {
  const device = childOf(keyPackage, "DeviceInfo", PSKC);
  const serial = childOf(device, "SerialNo", PSKC)?.text.trim() ?? "";
  const id = key?.attributes.get("Id") ?? "";
  if (id === `${serial}:1` || id === `${serial}:2`) return { slot: id.endsWith("1") ? 1 : 2 };
  const manufacturer = childOf(device, "Manufacturer", PSKC)?.text.trim();
  const module = childOf(childOf(keyPackage, "CryptoModuleInfo", PSKC), "Id", PSKC)?.text.trim();
  if (manufacturer !== "Yubico" || (module !== "1" && module !== "2")) return undefined;
  const slot = module === "1" ? 1 : 2;
  return /^[a-z0-9]{2,32}$/.test(id) ? { slot, tokenId: id } : { slot };
}

/**
 * Reads the UserId `CN=publicId, UID=privateId` of a Yubico OTP slot: the public id in modhex (none where it is
 * empty), the private id in hex. Throws a RowRefusal `bad_public_id` or `bad_private_id`.
 */
export function yubicoOtpIds(userId: string): { publicId?: string; privateIdHex: string } {
  const part = (name: string): string =>
    new RegExp(`(?:^|,)\\s*${name}=([^,]*)`, "i").exec(userId)?.[1] ?? "";
  const publicId = readPublicId(part("CN"));
  const privateIdHex = readPrivateId(part("UID"));
  return publicId === "" ? { privateIdHex } : { publicId, privateIdHex };
}
