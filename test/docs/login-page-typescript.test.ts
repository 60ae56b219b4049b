import { describe, expect, it } from "vitest";
import type { AttemptInput, OfferedFactor } from "../../client/application/latchkey-client.js";
import { application } from "../support/application.js";
import { compileBlocks } from "../support/compiled-blocks.js";
import { userWithDevice } from "../support/device.js";
import { testService } from "../support/service.js";
import { userWithApp } from "../support/totp.js";

const service = await testService();
const wiki = await application(service, {
  scopes: ["verify", "enrol"],
  redirectUris: ["https://wiki.example.com/login/done"],
});
const blocks = compileBlocks("docs/login-page.md");
Object.assign(process.env, { LATCHKEY: service.url, API_KEY: wiki.apiKey });

interface Session {
  username: string;
  signedIn?: boolean;
}

const WRONG = "That did not match. Check it and try again.";

describe("the TypeScript of docs/login-page.md", () => {
  it("one-call.ts lets a right code in and says what to show for others", async () => {
    const { checkCode } = await blocks.load<{
      checkCode(username: string, code: string): Promise<string | null>;
    }>("one-call.ts");
    const app = await userWithApp(service, "ann");
    expect(await checkCode("ann", "12ab")).toBe("A code has 6 to 10 digits.");
    expect(await checkCode("ann", "000000")).toBe(WRONG);
    expect(await checkCode("ann", "000000")).toBe(WRONG);
    expect(await checkCode("ann", app.code())).toBe("Too many attempts. Try again in 1 s.");
    service.clock.advance(1);
    expect(await checkCode("ann", app.code())).toBeNull();
  });

  it("second-step.ts takes a tap, once, and lets in whom policy asks nothing of", async () => {
    const { beginSecondStep, finishSecondStep } = await blocks.load<{
      beginSecondStep(session: Session, ip: string): Promise<readonly OfferedFactor[]>;
      finishSecondStep(session: Session, answer: AttemptInput): Promise<string | null>;
    }>("second-step.ts");
    const { authenticator } = await userWithDevice(service, "bea");
    const session: Session = { username: "bea" };
    const [first] = await beginSecondStep(session, "198.51.100.7");
    expect(session.signedIn).toBe(false);
    const options = first?.options as unknown as Parameters<typeof authenticator.assert>[0];
    const answer = { factor: "webauthn", response: { ...authenticator.assert(options) } };
    expect(await finishSecondStep(session, answer)).toBeNull();
    expect(session.signedIn).toBe(true);
    const replayed: Session = { ...session, signedIn: false };
    expect(await finishSecondStep(replayed, answer)).toBe("That took too long. Sign in again.");
    expect(replayed.signedIn).toBe(false);

    await service.call("POST", "/api/v1/users", { username: "without" });
    const free: Session = { username: "without" };
    expect(await beginSecondStep(free, "198.51.100.7")).toEqual([]);
    expect(free.signedIn).toBe(true);
  });

  it("hosted-page.ts goes there and back, and takes no return that began elsewhere", async () => {
    const { sendAway, comeBack } = await blocks.load<{
      sendAway(session: Session): Promise<string | null>;
      comeBack(session: Session, query: URLSearchParams): Promise<void>;
    }>("hosted-page.ts");
    const app = await userWithApp(service, "cleo");
    const session: Session = { username: "cleo" };
    const away = await sendAway(session);
    const query = await returnedQuery(away, app.code());
    const victim: Session = { username: "dora" };
    await sendAway(victim);
    await expect(comeBack(victim, query)).rejects.toThrow("this sign-in began elsewhere");
    expect(victim.signedIn).toBe(false);
    await comeBack(session, query);
    expect(session.signedIn).toBe(true);
  });

  it("onboarding.ts answers a link into onboarding", async () => {
    const { onboarding } = await blocks.load<{
      onboarding(username: string, purpose: "enrol" | "profile"): Promise<string>;
    }>("onboarding.ts");
    await service.call("POST", "/api/v1/users", { username: "edda" });
    expect(await onboarding("edda", "enrol")).toMatch(/\/profile#ticket=.+$/);
  });
});

/** The person enters a code on the hosted page; the query with which the browser is sent back. */
async function returnedQuery(page: string | null, code: string): Promise<URLSearchParams> {
  const done = await service.call(
    "POST",
    "/api/v1/hosted/attempts",
    { page: new URL(page ?? "").searchParams.get("verification"), factor: "totp", response: { code } },
    { apiKey: null, headers: { origin: service.url } },
  );
  return new URL(String(done.body.returnTo)).searchParams;
}
