import { z } from "zod";
import { environmentSchema } from "../config.js";

interface Setting {
  description?: string;
  type?: string;
  enum?: string[];
  minimum?: number;
  maximum?: number;
  default?: string | number;
}

const HEAD = `# Configuration

Latchkey reads environment variables, once, at the start. A bad value, or a \`LATCHKEY_…\` name that is not in this list,
stops the start, and every fault is listed. An empty variable counts as one that is not set.

<!-- Written by \`npm run docs\` from server/config.ts: change it there. -->

| variable | values | default | what it does |
|---|---|---|---|
`;

/** The page docs/configuration.md, made from the schema that reads the environment. */
export function configurationPage(): string {
  const { properties } = z.toJSONSchema(environmentSchema, { io: "output" }) as {
    properties: Record<string, Setting>;
  };
  return `${HEAD}${Object.entries(properties).map(row).join("\n")}\n`;
}

function row([name, setting]: [string, Setting]): string {
  const cells = [`\`${name}\``, values(setting), defaultOf(setting), setting.description ?? ""];
  return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
}

function values({ enum: words, type, minimum, maximum }: Setting): string {
  if (words) return words.map((word) => `\`${word}\``).join(", ");
  return type === "integer" ? `${minimum} to ${maximum}` : "text";
}

function defaultOf({ default: value }: Setting): string {
  return value === undefined ? "-" : `\`${value}\``;
}
