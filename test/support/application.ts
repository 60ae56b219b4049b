import type { Answer, TestService } from "./service.js";

/** A relying application: calls with its own key. */
export interface TestApplication {
  id: string;
  apiKey: string;
  call(method: string, path: string, body?: unknown): Promise<Answer>;
}

/** Registers an application with these scopes and settings. */
export async function application(
  service: TestService,
  settings: {
    name?: string;
    scopes?: string[];
    redirectUris?: string[];
    recovery?: boolean;
  } = {},
): Promise<TestApplication> {
  const { status, body } = await service.call("POST", "/api/v1/applications", { name: "Wiki", ...settings });
  if (status !== 201) throw new Error(`registering an application was answered ${status}`);
  const apiKey = String(body.apiKey);
  return {
    id: String(body.applicationId),
    apiKey,
    call: (method, path, sent) => service.call(method, path, sent, { apiKey }),
  };
}
