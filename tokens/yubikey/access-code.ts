import { invalidArgument, requireBytes } from "./arguments.js";

/** ACCESS_CODE_SIZE is the size of a slot's access code in bytes; six zeros stand for "no code". */
const ACCESS_CODE_SIZE = 6;

/** AccessCodes of a write: the code that the slot has afterwards (none if left out), and the one it has now. */
export interface AccessCodes {
  accessCode?: Uint8Array | undefined;
  currentAccessCode?: Uint8Array | undefined;
}

/** newAccessCode returns the code to store. Six zeros are refused: the slot would silently be left without one. */
export function newAccessCode(code: unknown): Uint8Array {
  if (code === undefined) return new Uint8Array(ACCESS_CODE_SIZE);
  const bytes = requireBytes("accessCode", code, ACCESS_CODE_SIZE, ACCESS_CODE_SIZE);
  if (bytes.every((byte) => byte === 0))
    throw invalidArgument("accessCode", "other than six zero bytes (no code)");
  return bytes;
}

/** currentCode returns the code to present, six zeros for none. */
export function currentCode(code: unknown): Uint8Array {
  if (code === undefined) return new Uint8Array(ACCESS_CODE_SIZE);
  return requireBytes("currentAccessCode", code, ACCESS_CODE_SIZE, ACCESS_CODE_SIZE);
}
