import { describe, expect, it } from "vitest";
import { z } from "zod";
import type { Factor } from "../../server/factors/factor.js";
import { FACTORS } from "../../server/factors/index.js";
import { changeUser } from "../../server/storage/change-user.js";
import { testService } from "../support/service.js";

/** Takes the number after the last one; as easy to guess as it is to write. */
const countUp = {
  type: "count-up",
  kind: "code",
  response: z.strictObject({ code: z.string().regex(/^n\d{1,6}$/) }),
  verify(credentials, { code }) {
    const [credential] = credentials;
    if (!credential) return null;
    const next = credential.spent && "counter" in credential.spent ? credential.spent.counter + 1 : 0;
    return code === `n${next}` ? { credentialId: credential.id, spend: { counter: next } } : null;
  },
} satisfies Factor<{ code: string }>;

const { call, deps, clock } = await testService({ factors: [...FACTORS, countUp] });

describe("a factor that Latchkey has never heard of", () => {
  it("is limited, protected from replay and offered by its one line in the registry", async () => {
    await call("POST", "/api/v1/users", { username: "counter" });
    await changeUser(deps.storage, deps.keys.userId("counter"), (user, now) => {
      const credential = {
        id: "c",
        factor: "count-up",
        name: "Fingers",
        state: "active",
        createdAt: now,
      } as const;
      return { user: { ...user, credentials: [{ ...credential, lastUsedAt: null, spent: null }] } };
    });
    const attempt = (code: string) => call("POST", "/api/v1/verify", { username: "counter", code });

    const begun = await call("POST", "/api/v1/verifications", { username: "counter" });
    expect(begun.body).toMatchObject({ decision: "required", factors: [{ factor: "count-up" }] });

    expect(await attempt("n0")).toMatchObject({ status: 200, body: { factor: "count-up" } });
    expect((await attempt("n0")).status).toBe(401);
    expect((await attempt("n0")).status).toBe(401);
    expect((await attempt("n1")).status).toBe(429);
    clock.advance(1);
    expect((await attempt("n1")).status).toBe(200);
    expect((await attempt("no such shape")).status).toBe(400);
  });

  it("leaves races to the pipeline: one of fifty copies is accepted", async () => {
    const copies = await Promise.all(
      Array.from({ length: 50 }, () => call("POST", "/api/v1/verify", { username: "counter", code: "n2" })),
    );
    expect(copies.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(copies.filter(({ status }) => status >= 500)).toHaveLength(0);
  });
});
