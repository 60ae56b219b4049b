import { afterEach, describe, expect, expectTypeOf, it, vi } from "vitest";
import { ApiError, adoptSession, onLocked, send } from "../../client/api.js";
import type { ErrorCode as PageCode } from "../../client/api-types.js";
import { common } from "../../client/strings/en/common.js";
import { ERROR_STATUS, type ErrorCode } from "../../server/errors.js";

afterEach(() => {
  vi.unstubAllGlobals();
  adoptSession(null);
});

function answering(status: number, body: string, headers: Record<string, string> = {}) {
  const fetched = vi.fn(
    async (_path: string, _init: RequestInit) => new Response(body || null, { status, headers }),
  );
  vi.stubGlobal("fetch", fetched);
  return fetched;
}

const failure = (status: number, body: string, headers?: Record<string, string>): Promise<ApiError> => {
  answering(status, body, headers);
  return send("POST", "/x").then(
    () => expect.fail("it should have thrown"),
    (error) => error,
  );
};

describe("send", () => {
  it("gives the code and the wait of a refusal", async () => {
    const error = await failure(429, JSON.stringify({ code: "too_many_attempts", retryAfterSeconds: 4 }));
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({ code: "too_many_attempts", status: 429, retryAfterSeconds: 4 });
  });

  it("understands a proxy that answers with a page of its own", async () => {
    expect(await failure(502, "<html>")).toMatchObject({ code: "unavailable" });
    expect(await failure(429, "slow down", { "Retry-After": "7" })).toMatchObject({
      code: "too_many_attempts",
      retryAfterSeconds: 7,
    });
  });

  it("says network where no answer came", async () => {
    vi.stubGlobal("fetch", async () => {
      throw new TypeError("failed");
    });
    await expect(send("GET", "/x")).rejects.toMatchObject({ code: "network", status: 0 });
  });

  it("sends the CSRF token of the last session it saw, and none with a GET", async () => {
    answering(200, JSON.stringify({ session: { csrfToken: "first" } }));
    await send("POST", "/x");
    const fetched = answering(204, "");
    await send("DELETE", "/x");
    await send("GET", "/x");
    const [deleted, got] = fetched.mock.calls.map(([, init]) => init.headers);
    expect(deleted).toMatchObject({ "X-CSRF-Token": "first" });
    expect(got).not.toHaveProperty("X-CSRF-Token");
  });
});

describe("texts", () => {
  it("exist for every error code of the service", () => {
    expectTypeOf<PageCode>().toEqualTypeOf<ErrorCode>();
    expect(Object.keys(common.problems)).toEqual(expect.arrayContaining(Object.keys(ERROR_STATUS)));
  });

  it("say a wait as people would", () => {
    expect([1, 59, 60, 61, 3600].map(common.wait.time)).toEqual([
      "1 second",
      "59 seconds",
      "1 minute",
      "1 minute 1 second",
      "60 minutes",
    ]);
  });
});

describe("a request that needs the settings unlocked", () => {
  afterEach(() => onLocked(null));

  const locked = () => new Response(JSON.stringify({ code: "elevation_required" }), { status: 403 });

  it("is made once more after they were, with the new CSRF token", async () => {
    const answers = [locked(), new Response('{"done":true}', { status: 200 })];
    const fetched = vi.fn(async (_path: string, _init: RequestInit) => answers.shift() ?? locked());
    vi.stubGlobal("fetch", fetched);
    onLocked(async () => adoptSession({ csrfToken: "renewed" }));
    await expect(send("POST", "/x", { a: 1 })).resolves.toEqual({ done: true });
    expect(fetched.mock.calls.map(([, init]) => init.body)).toEqual(['{"a":1}', '{"a":1}']);
    expect(fetched.mock.calls[1]?.[1].headers).toMatchObject({ "X-CSRF-Token": "renewed" });
  });

  it("stays refused where the person gives up, and is asked for once only", async () => {
    const fetched = vi.fn(async () => locked());
    vi.stubGlobal("fetch", fetched);
    onLocked(() => Promise.reject(new Error("gave up")));
    await expect(send("POST", "/x")).rejects.toMatchObject({ code: "elevation_required" });
    expect(fetched).toHaveBeenCalledTimes(1);
    onLocked(() => Promise.resolve());
    await expect(send("POST", "/x")).rejects.toMatchObject({ code: "elevation_required" });
    expect(fetched).toHaveBeenCalledTimes(3);
  });
});
