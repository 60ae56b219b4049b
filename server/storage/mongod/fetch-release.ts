import { createRequire } from "node:module";
import { runCommand } from "./run-command.js";

/** A release is about 80 MB packed; a slow line may take minutes, a dead one must not. */
const DOWNLOAD_TIMEOUT = 600_000;
const DOWNLOAD_SILENCE = 30_000;

/**
 * Downloads the official release for this machine with `mongodb-memory-server-core`, in a process of its own: that
 * module reports progress on stdout and offers no way to be stopped.
 * @param folder where it may write
 * @returns the path of the mongod inside `folder`
 * @throws {Error} when the download host cannot be reached, or nothing arrives for 30 s
 */
export async function fetchRelease(folder: string): Promise<string> {
  const require = createRequire(import.meta.url);
  const modulePath = require.resolve("mongodb-memory-server-core");
  const program = `
    const { MongoBinary } = require(process.argv[1]);
    MongoBinary.getPath({ downloadDir: process.argv[2] }).then(
      (path) => console.log("\\nmongod at " + path),
      (error) => { console.error(String(error.message).replaceAll("\\n", " ")); process.exit(1); },
    );`;
  const output = await runCommand({
    file: process.execPath,
    args: ["-e", program, modulePath, folder],
    env: { ...process.env, MONGOMS_MAX_RETRIES: "1", MONGOMS_PREFER_GLOBAL_PATH: "0" },
    timeout: DOWNLOAD_TIMEOUT,
    silence: DOWNLOAD_SILENCE,
  });
  const path = /^mongod at (.+)$/m.exec(output)?.[1];
  if (!path) throw new Error("the download did not say where it put mongod");
  return path;
}
