/** CodeKind is what a typed secret looks like: digits, a recovery key, or the letters a YubiKey types. */
export type CodeKind = "digits" | "recovery" | "modhex";

const shapes: Readonly<Record<CodeKind, RegExp>> = {
  digits: /^[0-9]{6,10}$/,
  recovery: /^[0-9A-Za-z]{8,64}$/,
  modhex: /^[cbdefghijklnrtuv]{32,48}$/i,
};

/**
 * readCode takes what a person typed or pasted and returns the bare code, or null where it has not the shape.
 * Spaces are dropped everywhere (apps show "123 456"), dashes too, as recovery keys are printed in groups.
 */
export function readCode(typed: string, kind: CodeKind): string | null {
  const bare = typed.replace(/[\s\u00a0\u2010-\u2015-]/g, "");
  return shapes[kind].test(bare) ? bare : null;
}
