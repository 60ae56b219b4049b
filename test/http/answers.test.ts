import { Validator } from "@seriousme/openapi-schema-validator";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { defineRoute } from "../../server/http/route.js";
import { ROUTES } from "../../server/http/routes/index.js";
import { testService } from "../support/service.js";

const broken = { method: "get", summary: "Broken", access: { public: true } } as const;

const service = await testService({
  routes: [
    ...ROUTES,
    defineRoute({
      ...broken,
      path: "/undeclared",
      responses: { 200: null },
      handle: async () => ({ status: 202 }),
    }),
    defineRoute({
      ...broken,
      path: "/leaky",
      responses: { 200: z.strictObject({ name: z.string() }) },
      handle: async () => ({ status: 200, body: { name: "x", secret: "that must not leave" } }),
    }),
    defineRoute({
      ...broken,
      path: "/throws",
      responses: { 200: null },
      handle: () => Promise.reject(new TypeError("private detail")),
    }),
  ],
});
const { call } = service;

describe("the security headers", () => {
  it.each([
    ["a success", "GET", "/healthz", 200],
    ["a refusal", "GET", "/api/v1/users/x", 404],
    ["an unknown address", "GET", "/nowhere", 404],
    ["a bad request", "POST", "/api/v1/verify", 400],
    ["an internal error", "GET", "/throws", 500],
  ])("stand on %s", async (_, method, path, status) => {
    const { headers, ...answer } = await call(method, path);
    expect(answer.status).toBe(status);
    expect(headers.get("content-security-policy")).toContain("default-src 'none'");
    expect(headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
    expect(headers.get("content-security-policy")).not.toMatch(/unsafe|\*/);
    expect(Object.fromEntries(headers)).toMatchObject({
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
      "x-frame-options": "DENY",
      "referrer-policy": "no-referrer",
    });
    expect(headers.get("x-request-id")).toBeTruthy();
    expect(headers.get("x-powered-by")).toBeNull();
    expect(headers.get("access-control-allow-origin")).toBeNull();
  });
});

describe("an answer that was not declared", () => {
  it("500: a status", async () => expect((await call("GET", "/undeclared")).status).toBe(500));

  it("500: a field, which stays inside", async () => {
    const answer = await call("GET", "/leaky");
    expect(answer.status).toBe(500);
    expect(JSON.stringify(answer.body)).not.toContain("must not leave");
  });

  it("500: an error tells its reason to the log alone", async () => {
    const answer = await call("GET", "/throws");
    expect(answer).toMatchObject({ status: 500, body: { code: "internal_error" } });
    expect(JSON.stringify(answer.body)).not.toMatch(/private detail|TypeError|server\//);
    expect(service.logs.join("")).toContain("private detail");
  });
});

describe("GET /openapi.json", () => {
  it("is valid OpenAPI 3.1 and lists every route with its method", async () => {
    const { body } = await call("GET", "/openapi.json", undefined, { apiKey: null });
    const document = body as unknown as { openapi: string; paths: Record<string, Record<string, object>> };
    const { valid, errors } = await new Validator().validate(structuredClone(document));
    expect(errors ?? []).toEqual([]);
    expect(valid).toBe(true);
    expect(document.openapi).toMatch(/^3\.1\./);
    for (const { method, path } of ROUTES) {
      expect(document.paths[path.replace(/:(\w+)/g, "{$1}")]?.[method], `${method} ${path}`).toBeDefined();
    }
  });

  it("names each operation once", async () => {
    const { body } = await call("GET", "/openapi.json");
    const paths = Object.values(
      body.paths as unknown as Record<string, Record<string, { operationId: string }>>,
    );
    const names = paths.flatMap((methods) => Object.values(methods).map(({ operationId }) => operationId));
    expect(new Set(names).size).toBe(names.length);
  });
});

describe("GET /metrics", () => {
  it("labels requests by the route's pattern, and whatever leads nowhere as one", async () => {
    for (const path of [
      "/api/v1/users/mallory-a",
      "/api/v1/users/mallory-b",
      "/mallory-c",
      "/assets/mallory-d",
    ]) {
      await call("GET", path);
    }
    await call("POST", "/api/v1/verifications/mallory-e/attempts", { factor: "mallory-f", response: {} });
    await call("POST", "/api/v1/verify", { username: "mallory-g", code: "123456", factor: "mallory-h" });
    const answer = await fetch(`${service.url}/metrics`, {
      headers: { authorization: `Bearer ${await metricsKey()}` },
    });
    const text = await answer.text();
    expect(text).not.toContain("mallory");
    expect(text).toContain('route="/api/v1/users/:username"');
    expect(text).toContain('route="none"');
    expect(text).toContain("latchkey_environment_key_set 1");
    expect(text).toMatch(/latchkey_build_info\{version="\d+\.\d+\.\d+",node="\d+/);
  });

  it("401 without a key, 403 without the scope", async () => {
    expect((await call("GET", "/metrics", undefined, { apiKey: null })).status).toBe(401);
    const { body } = await call("POST", "/api/v1/applications", { name: "other", scopes: ["verify"] });
    expect((await call("GET", "/metrics", undefined, { apiKey: String(body.apiKey) })).status).toBe(403);
  });
});

async function metricsKey(): Promise<string> {
  const { body } = await call("POST", "/api/v1/applications", { name: "prometheus", scopes: ["metrics"] });
  return String(body.apiKey);
}
