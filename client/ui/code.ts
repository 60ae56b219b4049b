/**
 * CodeKind is what a typed secret looks like: digits; the code of a counting token, before which a YubiKey types its
 * 12 character OATH Token Identifier; a recovery key; the letters of a Yubico OTP; or the digits of a one-time code of the help desk.
 */
export type CodeKind = "digits" | "token" | "recovery" | "modhex" | "bypass";

const shapes: Readonly<Record<CodeKind, RegExp>> = {
  digits: /^[0-9]{6,10}$/,
  token: /^(?:[cbdefghijklnrtuv]{4}(?:[0-9]{8}|[cbdefghijklnrtuv]{8}))?[0-9]{6,10}$/i,
  recovery: /^[0-9A-Za-z]{8,64}$/,
  modhex: /^[cbdefghijklnrtuv]{32,64}$/i,
  bypass: /^[0-9]{12}$/,
};

/**
 * readCode takes what a person typed or pasted and returns the bare code, or null where it has not the shape.
 * Spaces are dropped everywhere (apps show "123 456"), dashes too, as recovery keys are printed in groups.
 */
export function readCode(typed: string, kind: CodeKind): string | null {
  const bare = typed.replace(/[\s\u00a0\u2010-\u2015-]/g, "");
  return shapes[kind].test(bare) ? bare : null;
}

/** withoutTokenId drops the OATH Token Identifier that a YubiKey types before the digits of its code. */
export function withoutTokenId(code: string): string {
  return code.replace(/^[cbdefghijklnrtuv]{4}(?:[0-9]{8}|[cbdefghijklnrtuv]{8})(?=[0-9]{6,10}$)/i, "");
}
