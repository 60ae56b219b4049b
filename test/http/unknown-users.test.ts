import { describe, expect, it } from "vitest";
import { testService } from "../support/service.js";

const { call } = await testService();

async function begin(unknownUsers: string, username: string) {
  const { body } = await call("POST", "/api/v1/applications", {
    name: unknownUsers,
    scopes: ["verify", "enrol"],
    unknownUsers,
  });
  return call("POST", "/api/v1/verifications", { username }, { apiKey: String(body.apiKey) });
}

describe("names that Latchkey does not know", () => {
  it("refuse: are asked like known ones", async () => {
    expect((await begin("refuse", "ghost-1")).body).toMatchObject({ decision: "required" });
    expect((await call("GET", "/api/v1/users/ghost-1")).status).toBe(404);
  });

  it("skip: pass, and nothing is stored of them", async () => {
    expect((await begin("skip", "ghost-2")).body).toMatchObject({
      decision: "skipped",
      reason: "unknown_user",
    });
    expect((await call("GET", "/api/v1/users/ghost-2")).status).toBe(404);
  });

  it("create: become users at first sight, once, whatever the parallelism", async () => {
    const answers = await Promise.all(Array.from({ length: 5 }, () => begin("create", "Ghost-3")));
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201, 201]);
    expect((await call("GET", "/api/v1/users/ghost-3")).body.username).toBe("Ghost-3");
  });
});
