import { describe, expect, it } from "vitest";
import { oneTimeCode } from "../../server/factors/otp.js";
import { timeStep } from "../../server/factors/totp.js";
import { type DemoUser, fillDemo } from "../../server/operations/demo.js";
import { demoTour } from "../../server/operations/demo-tour.js";
import { TestClock, type TestService, testService } from "../support/service.js";

const service = await testService();
const foreign = await testService();
const first = await fillDemo(service.deps);

describe("npm start -- --demo", () => {
  it("lets the token's next code and the app's present code in, right after the start", async () => {
    const carol = first.users.find(({ username }) => username === "carol");
    expect(await verify(service, "carol", carol?.nextCodes?.[0])).toBe(200);
    for (const username of ["alice", "admin"]) {
      expect(await verify(service, username, appCode(find(username)))).toBe(200);
    }
  });

  it("tells the same seeds and key at the next start, the codes that come next, and no recovery key again", async () => {
    const again = await fillDemo(service.deps);
    expect(again.apiKey).toBe(first.apiKey);
    const seeds = (users: DemoUser[]) =>
      users.map(({ appSeed }) => appSeed && Buffer.from(appSeed).toString("hex"));
    expect(seeds(again.users)).toEqual(seeds(first.users));
    const codes = (users: DemoUser[]) => users.flatMap(({ nextCodes }) => nextCodes ?? []);
    expect(codes(again.users).slice(0, 2)).toEqual(codes(first.users).slice(1));
    expect(again.users.some(({ recoveryKey }) => recoveryKey)).toBe(false);
  });

  it("gives the owner's role to admin, who has a second factor, so that it counts", async () => {
    const { body } = await service.call("GET", "/api/v1/users/admin");
    expect(body).toMatchObject({
      roles: ["owner"],
      credentials: [{ factor: "totp" }, { factor: "recovery-key" }],
    });
  });

  it("refuses a database that holds other people, and leaves it as it is", async () => {
    await foreign.call("POST", "/api/v1/users", { username: "somebody" });
    await expect(fillDemo(foreign.deps)).rejects.toThrow("people that are not the demo's");
    expect((await foreign.call("GET", "/api/v1/users/alice")).status).toBe(404);
  });

  it("says what to try with everything that it takes", () => {
    const tour = demoTour(first, "http://localhost:8080");
    for (const { username, nextCodes, recoveryKey } of first.users) {
      expect(tour).toContain(username);
      for (const said of [...(nextCodes ?? []), recoveryKey ?? ""]) expect(tour).toContain(said);
    }
    expect(tour).toContain(first.apiKey);
  });
});

function find(username: string): DemoUser {
  const user = first.users.find((one) => one.username === username);
  if (!user) throw new Error(`${username} is not in the demo`);
  return user;
}

function appCode({ appSeed }: DemoUser): string {
  if (!appSeed) throw new Error("has no app");
  return oneTimeCode(appSeed, { digits: 6, algorithm: "SHA1" }, timeStep(new TestClock().now(), 30));
}

async function verify({ call }: TestService, username: string, code: string | undefined): Promise<number> {
  return (await call("POST", "/api/v1/verify", { username, code }, { apiKey: first.apiKey })).status;
}
