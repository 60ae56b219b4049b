import { describe, expect, it } from "vitest";
import type { Verification } from "../../client/api-types.js";
import { afterPassword, isPlace } from "../../client/login/leave.js";
import {
  emptyLogin,
  finished,
  hostedStep,
  nextFactor,
  notRemembered,
  secondStep,
  startOver,
  withoutKeyOptions,
} from "../../client/login/state.js";

const begun: Verification = {
  verificationId: "v",
  decision: "required",
  factors: [
    { factor: "recovery-key" },
    { factor: "webauthn", options: { challenge: "AAAA" } },
    { factor: "totp" },
  ],
  expiresAt: "2030-01-01T00:00:00Z",
};
const second = secondStep({ ...emptyLogin("/profile"), username: "alice" }, begun);

describe("the sign-in page", () => {
  it("offers the factors in the service's order, but the recovery key last, always", () => {
    expect(second.factors.map(({ factor }) => factor)).toEqual(["webauthn", "totp", "recovery-key"]);
    expect(second.factor).toBe("webauthn");
  });

  it("leads from each factor to the next and from the last to the first", () => {
    expect(nextFactor(second)).toBe("totp");
    expect(nextFactor({ ...second, factor: "totp" })).toBe("recovery-key");
    expect(nextFactor({ ...second, factor: "recovery-key" })).toBe("webauthn");
  });

  it("offers no other way to a person who has only one", () => {
    expect(nextFactor({ factors: [{ factor: "totp" }], factor: "totp" })).toBeNull();
  });

  it("keeps the user name when it starts over, and says why", () => {
    expect(startOver(second, "not_found")).toMatchObject({
      step: "password",
      username: "alice",
      code: "not_found",
      factors: [],
    });
  });

  it("does not ask for a password that another application has checked", () => {
    expect(startOver({ ...second, hosted: { page: "t", application: "Wiki" } }).step).toBe("expired");
  });

  it("tries a remembered browser before a factor, and says why a factor is asked for after all", () => {
    const hosted = {
      username: "alice",
      application: "Wiki",
      factors: begun.factors,
      expiresAt: begun.expiresAt,
    };
    const opened = hostedStep(emptyLogin("/profile"), "t", { ...hosted, remembered: true });
    expect(opened.step).toBe("remembered");
    expect(notRemembered(opened)).toMatchObject({ step: "factor", factor: "webauthn", forgotten: true });
    expect(hostedStep(emptyLogin("/profile"), "t", hosted).step).toBe("factor");
  });

  it("shows the new recovery key before it goes anywhere", () => {
    expect(finished(second, { recoveryKey: "K" })).toMatchObject({
      step: "recovery-key",
      recovery: { recoveryKey: "K" },
    });
    expect(finished(second, { recoveryCodesLeft: 0 })).toMatchObject({
      step: "codes-left",
      recovery: { recoveryCodesLeft: 0 },
    });
    expect(finished(second, {})).toMatchObject({ step: "done", next: "/profile" });
  });

  it("asks no key to answer a challenge that is used up", () => {
    const [first] = withoutKeyOptions(second).factors;
    expect(first).toEqual({ factor: "webauthn" });
  });

  it("sends people with nothing enrolled to onboarding, and those who need no second step on", () => {
    expect(afterPassword({ decision: "enrolment_required" }, "/admin")).toBe("/profile#onboarding");
    expect(afterPassword({ decision: "skipped" }, "/admin")).toBe("/admin");
    expect(afterPassword(begun, "/admin")).toBeNull();
  });

  it("goes to paths of ours and http addresses, never to a script or another site's bare name", () => {
    expect(["/profile", "https://wiki.example/back?code=1", "http://localhost:1/"].every(isPlace)).toBe(true);
    expect(
      ["javascript:alert(1)", "//evil.example", "/\\evil.example", "data:text/html,x", ""].some(isPlace),
    ).toBe(false);
  });
});
