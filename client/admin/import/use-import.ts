import type { ImportChoices, ImportReport } from "../../api-token-types.js";
import { importTokens } from "../../api-tokens.js";
import { type FileImport, useFileImport } from "./use-file-import.js";

/** Import is where the wizard of seed files is. */
export type Import = FileImport<ImportChoices, ImportReport>;

const noChoices: ImportChoices = { format: "auto", presharedKeyHex: "", password: "", tokenType: "" };

/** useImport keeps the state of the wizard of seed files. */
export function useImport(): Import {
  return useFileImport(noChoices, importTokens);
}
