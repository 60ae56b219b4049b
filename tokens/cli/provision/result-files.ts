import { csvLine } from "../../seeds/index.js";
import type { TerminalIo } from "../io.js";
import type { Outcome } from "./plan.js";

const HEAD = ["time", "serial", "type", "slot", "firmware", "user", "result", "detail"] as const;

/** Writes what was done so far as CSV and as a sheet to print, without any secret. `stem` is the path without an end. */
export async function writeResults(
  io: TerminalIo,
  stem: string,
  outcomes: readonly Outcome[],
): Promise<void> {
  await io.writeFile(`${stem}.csv`, [HEAD, ...outcomes.map(cells)].map(csvLine).join(""));
  await io.writeFile(`${stem}.html`, sheet(outcomes));
}

function cells({ at, serial, type, slot, firmware, username, result, detail }: Outcome): string[] {
  return [at.toISOString(), serial, type, String(slot), firmware, username, result, detail];
}

/** A page of its own: no script, nothing loaded. */
function sheet(outcomes: readonly Outcome[]): string {
  const row = (tag: string, texts: readonly string[]) =>
    `<tr>${texts.map((text) => `<${tag}>${escapeHtml(text)}</${tag}>`).join("")}</tr>\n`;
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Provisioned YubiKeys</title>
<style>
body { font: 11pt sans-serif; margin: 2em }
table { border-collapse: collapse; width: 100% }
th, td { border: 1px solid #999; padding: .3em .5em; text-align: left }
thead { display: table-header-group }
tr { break-inside: avoid }
</style>
<h1>Provisioned YubiKeys</h1>
<table>
<thead>
${row("th", [...HEAD, "handed out (date, signature)"])}</thead>
<tbody>
${outcomes.map((outcome) => row("td", [...cells(outcome), ""])).join("")}</tbody>
</table>
</html>
`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
