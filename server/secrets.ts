import { randomBytes } from "node:crypto";

const SECRET_BYTES = 32;
const ID_BYTES = 12;

/** A fresh bearer secret: 256 bits, base64url. */
export function newSecret(): string {
  return randomBytes(SECRET_BYTES).toString("base64url");
}

/** A fresh identifier that is unique but no secret: 96 bits, base64url. */
export function newId(): string {
  return randomBytes(ID_BYTES).toString("base64url");
}
