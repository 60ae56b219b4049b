import { type ReadSeedFileOptions, SEED_FORMATS, TOKEN_TYPES } from "../seeds/index.js";
import { oneOf, onlyPositional, readArguments } from "./arguments.js";
import { type CommandIo, UsageError } from "./io.js";

/** A password file is one line; this is far above any password. */
const MAX_PASSWORD_BYTES = 4096;

/** What `seeds inspect` was asked for. */
export interface SeedInspectArguments {
  readonly file: string;
  readonly json: boolean;
  readonly showSecrets: boolean;
  readonly options: ReadSeedFileOptions;
}

/** How the command is called. */
export const SEED_INSPECT_USAGE =
  "usage: latchkey seeds inspect FILE [--format F] [--key-hex H] [--password-file P] [--option k=v] [--json] [--show-secrets]";

/** Options of every command that reads a seed file. */
export const SEED_FILE_OPTIONS = {
  format: { type: "string" },
  "key-hex": { type: "string" },
  "password-file": { type: "string" },
  option: { type: "string", multiple: true },
} as const;

/** How these options are named in a usage line. */
export const SEED_FILE_USAGE = "[--format F] [--key-hex H] [--password-file P] [--option k=v]";

/** Reads the arguments after `seeds inspect`, and the password file where one is named. Throws a UsageError. */
export async function readSeedArguments(
  argv: readonly string[],
  io: CommandIo,
): Promise<SeedInspectArguments> {
  const options = {
    ...SEED_FILE_OPTIONS,
    json: { type: "boolean" },
    "show-secrets": { type: "boolean" },
  } as const;
  const { values, positionals } = readArguments(argv, options, SEED_INSPECT_USAGE);
  const file = onlyPositional(positionals, "file", SEED_INSPECT_USAGE);
  return {
    file,
    json: values.json ?? false,
    showSecrets: values["show-secrets"] ?? false,
    options: await readSeedFileOptions(values, io),
  };
}

/** How a seed file is to be read, by the options of {@link SEED_FILE_OPTIONS}. Throws a UsageError. */
export async function readSeedFileOptions(
  values: {
    format?: string | undefined;
    "key-hex"?: string | undefined;
    "password-file"?: string | undefined;
    option?: string[] | undefined;
  },
  io: CommandIo,
): Promise<ReadSeedFileOptions> {
  return {
    format: oneOf(["auto", ...SEED_FORMATS], values.format ?? "auto", "format"),
    ...readChoices(values.option ?? []),
    ...(values["key-hex"] === undefined ? {} : { presharedKeyHex: hex(values["key-hex"]) }),
    ...(values["password-file"] === undefined
      ? {}
      : { password: await readPassword(values["password-file"], io) }),
  };
}

/** `--option k=v`: the same names as in the HTTP route's `options`. */
function readChoices(choices: readonly string[]): ReadSeedFileOptions {
  let options: ReadSeedFileOptions = {};
  for (const choice of choices) {
    const [, name, value] = /^([^=]*)=(.*)$/s.exec(choice) ?? [];
    if (value === undefined)
      throw new UsageError("an --option has no value", "write it as --option name=value");
    if (name === "tokenType") options = { ...options, tokenType: oneOf(TOKEN_TYPES, value, "tokenType") };
    else if (name === "presharedKeyHex") options = { ...options, presharedKeyHex: hex(value) };
    else if (name === "password") options = { ...options, password: value };
    else throw new UsageError("there is no such --option", "known: tokenType, presharedKeyHex, password");
  }
  return options;
}

function hex(value: string): string {
  if (/^[0-9a-f]+$/i.test(value)) return value;
  throw new UsageError("the key is not hexadecimal", "an AES key has 32, 48 or 64 hexadecimal digits");
}

async function readPassword(path: string, io: CommandIo): Promise<string> {
  try {
    const bytes = await io.readFile(path, MAX_PASSWORD_BYTES);
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes).replace(/\r?\n$/, "");
  } catch {
    throw new UsageError("the password file cannot be read", "name a readable text file in UTF-8");
  }
}
