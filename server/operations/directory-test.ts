import { readConfig } from "../config.js";
import { LdapDirectory } from "../people/directory/ldap/ldap-directory.js";

export const DIRECTORY_TEST_USAGE = `usage: latchkey directory test

Tries the connection to the directory step by step, with the settings that the service would take from this environment
(LATCHKEY_LDAP_…). Needs no running service, and changes nothing. Exit code 1 where a step fails.`;

interface Io {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdout: { write(text: string): unknown };
  readonly stderr: { write(text: string): unknown };
}

/** `latchkey directory test`. Resolves to the exit code. */
export async function directoryTest(_argv: readonly string[], { env, stdout, stderr }: Io): Promise<number> {
  try {
    const { directory } = readConfig({ ...env });
    if (!directory) {
      stderr.write("error: no directory is configured\nhint: set LATCHKEY_LDAP_URL\n");
      return 1;
    }
    const steps = await new LdapDirectory(directory).test();
    for (const { step, ok, sentence } of steps)
      stdout.write(`${ok ? "ok  " : "FAIL"} ${step.padEnd(7)} ${sentence}\n`);
    return steps.every(({ ok }) => ok) ? 0 : 1;
  } catch (error) {
    stderr.write(`error: ${error instanceof Error ? error.message : String(error)}\n`);
    return 1;
  }
}
