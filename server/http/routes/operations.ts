import { z } from "zod";
import { LatchkeyError } from "../../errors.js";
import { defineRoute, type Route } from "../route.js";

const status = z.strictObject({ status: z.literal("ok"), warnings: z.array(z.string()).optional() });

const health = defineRoute({
  method: "get",
  path: "/healthz",
  summary: "Whether the process answers",
  access: { public: true },
  responses: { 200: status },
  handle: async () => ({ status: 200, body: { status: "ok" } }),
});

const ready = defineRoute({
  method: "get",
  path: "/readyz",
  summary: "Whether database and keys are there",
  access: { public: true },
  responses: { 200: status },
  async handle({ deps }) {
    try {
      await deps.storage.ping();
    } catch (cause) {
      throw new LatchkeyError("unavailable", "The database does not answer.", { cause });
    }
    return {
      status: 200,
      body: { status: "ok", ...(deps.warnings.length > 0 ? { warnings: deps.warnings } : {}) },
    };
  },
});

const metrics = defineRoute({
  method: "get",
  path: "/metrics",
  summary: "Prometheus metrics",
  access: { scopes: ["metrics"] },
  responses: { 200: z.string() },
  async handle({ deps, ctx }) {
    ctx.type = "text/plain; version=0.0.4; charset=utf-8";
    return { status: 200, body: await deps.httpMetrics.text() };
  },
});

export const operationRoutes: readonly Route[] = [health, ready, metrics];
