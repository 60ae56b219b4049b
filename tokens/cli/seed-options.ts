import { parseArgs } from "node:util";
import { type ReadSeedFileOptions, SEED_FORMATS, TOKEN_TYPES } from "../seeds/index.js";
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
const SEED_INSPECT_USAGE =
  "usage: latchkey seeds inspect FILE [--format F] [--key-hex H] [--password-file P] [--option k=v] [--json] [--show-secrets]";

/** Reads the arguments after `seeds inspect`, and the password file where one is named. Throws a UsageError. */
export async function readSeedArguments(
  argv: readonly string[],
  io: CommandIo,
): Promise<SeedInspectArguments> {
  const { values, positionals } = parse(argv);
  const [file, ...surplus] = positionals;
  if (file === undefined || surplus.length > 0)
    throw new UsageError("name exactly one file", SEED_INSPECT_USAGE);
  const choices = readChoices(values.option ?? []);
  const options: ReadSeedFileOptions = {
    format: oneOf(["auto", ...SEED_FORMATS], values.format ?? "auto", "format"),
    ...choices,
    ...(values["key-hex"] === undefined ? {} : { presharedKeyHex: hex(values["key-hex"]) }),
    ...(values["password-file"] === undefined
      ? {}
      : { password: await readPassword(values["password-file"], io) }),
  };
  return { file, json: values.json ?? false, showSecrets: values["show-secrets"] ?? false, options };
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        format: { type: "string" },
        "key-hex": { type: "string" },
        "password-file": { type: "string" },
        option: { type: "string", multiple: true },
        json: { type: "boolean" },
        "show-secrets": { type: "boolean" },
      },
    });
  } catch (error) {
    // The message of parseArgs can repeat an argument, and so a key: only the name of an unknown option is told.
    const unknown = /^Unknown option '(--?[a-z][a-z-]*)/.exec(
      error instanceof Error ? error.message : "",
    )?.[1];
    throw new UsageError(
      unknown === undefined
        ? "an option lacks its value, or has one too many"
        : `there is no option ${unknown}`,
      SEED_INSPECT_USAGE,
    );
  }
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

function oneOf<T extends string>(known: readonly T[], value: string, name: string): T {
  const found = known.find((each) => each === value);
  if (found === undefined) throw new UsageError(`unknown ${name}`, `known: ${known.join(", ")}`);
  return found;
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
