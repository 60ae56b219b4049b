import { openAsBlob } from "node:fs";

/**
 * Imports a seed file as `latchkey seeds import` and the console do.
 * @returns {Promise<{ seconds: number, tokens: number }>} from the file on disk to the answer after the commit
 */
export async function importFile(bed, path) {
  const began = performance.now();
  const form = new FormData();
  form.set("file", await openAsBlob(path), "seeds");
  const answer = await fetch(`http://127.0.0.1:${bed.port}/api/v1/tokens/import`, {
    method: "POST",
    headers: { authorization: `Bearer ${bed.apiKey}` },
    body: form,
  });
  const report = await answer.json();
  if (answer.status !== 200 || report.importId === undefined || report.rowErrors.length > 0) {
    throw new Error(`the import was answered ${answer.status}: ${JSON.stringify(report).slice(0, 300)}`);
  }
  return { seconds: (performance.now() - began) / 1000, tokens: report.tokens.length };
}

/** What the same tokens cost where each is inserted by itself: copies of what was imported, without parsing and sealing. */
export async function insertOneByOne(bed, count) {
  const tokens = await bed.db.collection("tokens").find().limit(count).toArray();
  const copies = bed.db.collection("one_by_one", { writeConcern: { w: "majority", journal: true } });
  const began = performance.now();
  for (const token of tokens) await copies.insertOne(token);
  return { seconds: (performance.now() - began) / 1000, tokens: tokens.length };
}
