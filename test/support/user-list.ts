import { ADMIN_KEY, type TestService } from "./service.js";

/** Sends a list of users to the import, by the environment's key; fields as the form has them. */
export async function importList(
  { url }: TestService,
  list: string | Uint8Array<ArrayBuffer>,
  fields: Record<string, string> = {},
  apiKey: string = ADMIN_KEY,
): Promise<{ status: number; text: string }> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  form.set("file", new Blob([list]), "people.csv");
  const headers = { authorization: `Bearer ${apiKey}` };
  const answer = await fetch(`${url}/api/v1/users/import`, { method: "POST", headers, body: form });
  return { status: answer.status, text: await answer.text() };
}
