import { CommandError, type CommandIo } from "./io.js";

const MIB = 1024 * 1024;

/**
 * The whole of a file that is to be sent to a Latchkey.
 * @param maxBytes what Latchkey takes at most
 * @throws CommandError where it cannot be read or is larger
 */
export async function readUpload(
  path: string,
  maxBytes: number,
  io: Pick<CommandIo, "readFile">,
): Promise<Uint8Array> {
  const file = await io.readFile(path, maxBytes).catch((error: unknown) => {
    const code = error instanceof Error && "code" in error ? String(error.code) : "unknown reason";
    throw new CommandError(`the file cannot be read (${code})`, "check its name and its permissions");
  });
  if (file.length <= maxBytes) return file;
  throw new CommandError("the file is too large", `at most ${maxBytes / MIB} MiB: split it`);
}
