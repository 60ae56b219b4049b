import { z } from "zod";
import { ERROR_STATUS, type ErrorCode } from "../errors.js";
import { defineRoute, type Route } from "./route.js";

const problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.enum(Object.keys(ERROR_STATUS) as [ErrorCode, ...ErrorCode[]]),
    detail: z.string(),
    requestId: z.string(),
    retryAfterSeconds: z.int().optional(),
    fields: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
    message: z.string().optional(),
  })
  .describe("RFC 9457 problem details with a stable code.");

/** `GET /openapi.json`: made from the same declarations that serve. */
export function openApiRoute(routes: readonly Route[]): Route {
  const document = openApiDocument(routes);
  return defineRoute({
    method: "get",
    path: "/openapi.json",
    summary: "This document",
    access: { public: true },
    responses: { 200: z.record(z.string(), z.unknown()) },
    handle: async () => ({ status: 200, body: document }),
  });
}

/** The OpenAPI 3.1 document of the routes. */
function openApiDocument(routes: readonly Route[]): Record<string, unknown> {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of routes) {
    const path = route.path.replace(/:(\w+)/g, "{$1}");
    paths[path] = { ...paths[path], [route.method]: operation(route) };
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Latchkey",
      version: "1",
      description: "Second-factor service: one guarded verification pipeline.",
    },
    paths,
    components: {
      securitySchemes: {
        apiKey: { type: "http", scheme: "bearer" },
        session: { type: "apiKey", in: "cookie", name: "__Host-latchkey-session" },
      },
      schemas: { Problem: jsonSchema(problem, "output") },
    },
  };
}

function operation(route: Route): Record<string, unknown> {
  return {
    summary: route.summary,
    operationId: `${route.method} ${route.path}`.replace(/[^A-Za-z0-9]+/g, "_").replace(/_$/, ""),
    ...(route.access.public ? {} : { security: security(route) }),
    parameters: [...parameters(route.params, "path"), ...parameters(route.query, "query")],
    ...(route.body
      ? {
          requestBody: { required: true, content: requestContent(route, route.body) },
        }
      : {}),
    responses: { ...successes(route), ...problems(route) },
  };
}

function requestContent(route: Route, body: z.ZodType): Record<string, unknown> {
  const schema = jsonSchema(body, "input");
  if (route.uploadLimit === null) return { "application/json": { schema } };
  const properties = {
    ...(schema.properties as object),
    file: { type: "string", contentMediaType: "application/octet-stream" },
  };
  return { "multipart/form-data": { schema: { ...schema, properties, required: ["file"] } } };
}

function security({ access }: Route): object[] {
  return [
    ...(access.scopes ? [{ apiKey: [...access.scopes] }] : []),
    ...(access.person ? [{ session: [] }] : []),
  ];
}

function parameters(schema: z.ZodType, place: "path" | "query"): object[] {
  const { properties = {}, required = [] } = jsonSchema(schema, "input") as {
    properties?: Record<string, object>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, of]) => ({
    name,
    in: place,
    required: required.includes(name),
    schema: of,
  }));
}

function successes(route: Route): Record<string, unknown> {
  const described = Object.entries(route.responses).map(([status, schema]) => {
    const types = route.streams.length > 0 ? route.streams : ["application/json"];
    const of = schema && jsonSchema(schema, "output");
    const content = of && { content: Object.fromEntries(types.map((type) => [type, { schema: of }])) };
    return [status, { description: status === "204" ? "Done" : "Success", ...content }];
  });
  return Object.fromEntries(described);
}

/** Errors that every route can answer, beside its own. */
const COMMON: readonly ErrorCode[] = ["invalid_request", "unavailable"];
const GUARDED: readonly ErrorCode[] = ["unauthenticated", "forbidden"];

/** Codes of a route by status. */
function problemCodes(route: Route): Map<number, ErrorCode[]> {
  const codes = new Set([...COMMON, ...(route.access.public ? [] : GUARDED), ...route.errors]);
  if (route.access.person?.elevated) codes.add("elevation_required");
  const byStatus = new Map<number, ErrorCode[]>();
  for (const code of codes)
    byStatus.set(ERROR_STATUS[code], [...(byStatus.get(ERROR_STATUS[code]) ?? []), code]);
  return byStatus;
}

function problems(route: Route): Record<string, unknown> {
  const schema = { $ref: "#/components/schemas/Problem" };
  const described = [...problemCodes(route)].map(([status, codes]) => [
    String(status),
    { description: codes.join(", "), content: { "application/problem+json": { schema } } },
  ]);
  return Object.fromEntries(described);
}

function jsonSchema(schema: z.ZodType, io: "input" | "output"): Record<string, unknown> {
  const { $schema, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: "any" }) as Record<
    string,
    unknown
  >;
  return rest;
}
