import { parseArgs } from "node:util";
import { UsageError } from "./io.js";

/** Options as `node:util` takes them. */
interface Options {
  readonly [name: string]: { readonly type: "string" | "boolean"; readonly multiple?: boolean };
}

/** The arguments of a command, by the options that it takes. */
type Arguments<T extends Options> = ReturnType<
  typeof parseArgs<{ args: string[]; allowPositionals: true; options: T }>
>;

/**
 * Parses a command's arguments.
 * @throws UsageError that never repeats an argument, as it may be a key
 */
export function readArguments<const T extends Options>(
  argv: readonly string[],
  options: T,
  usage: string,
): Arguments<T> {
  try {
    return parseArgs({ args: [...argv], allowPositionals: true, options });
  } catch (error) {
    // The message of parseArgs can repeat an argument: only the name of an unknown option is told.
    const unknown = /^Unknown option '(--?[a-z][a-z-]*)/.exec(
      error instanceof Error ? error.message : "",
    )?.[1];
    throw new UsageError(
      unknown === undefined
        ? "an option lacks its value, or has one too many"
        : `there is no option ${unknown}`,
      usage,
    );
  }
}

/** The one argument that is no option. @throws UsageError */
export function onlyPositional(positionals: readonly string[], what: string, usage: string): string {
  const [first, ...surplus] = positionals;
  if (first === undefined || surplus.length > 0) throw new UsageError(`name exactly one ${what}`, usage);
  return first;
}

/** @throws UsageError where the value is none of those known */
export function oneOf<T extends string>(known: readonly T[], value: string, name: string): T {
  const found = known.find((each) => each === value);
  if (found === undefined) throw new UsageError(`unknown ${name}`, `known: ${known.join(", ")}`);
  return found;
}

/** A whole number from `least` to `most`. @throws UsageError */
export function integer(value: string, name: string, least: number, most: number): number {
  const number = /^\d{1,9}$/.test(value) ? Number(value) : Number.NaN;
  if (number >= least && number <= most) return number;
  throw new UsageError(`${name} is not right`, `a whole number from ${least} to ${most}`);
}
