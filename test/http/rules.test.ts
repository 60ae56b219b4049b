import { expect, it } from "vitest";
import { DEFAULT_POLICY } from "../../server/policy/policy.js";
import { Browser, beginSignIn } from "../support/browser.js";
import { signedInPerson } from "../support/people.js";
import { testService } from "../support/service.js";

const service = await testService();
const { call } = service;

const policy = {
  ...DEFAULT_POLICY,
  enforcement: { ...DEFAULT_POLICY.enforcement, for: "everybody" },
  groups: [{ group: "plant", rules: { enrol: [], tokenMessage: "Come to the **office**." } }],
};
await call("PUT", "/api/v1/policy", { version: 0, policy });

it("200: tells somebody who can only enrol what their group may set up, and what to read instead", async () => {
  await call("POST", "/api/v1/users", { username: "pia", groups: ["plant"], password: "password of pia" });
  const browser = new Browser(service);
  await beginSignIn(browser, "pia");
  const { status, body } = await browser.call("GET", "/api/v1/users/pia/rules");
  expect(status).toBe(200);
  expect(body).toEqual({
    enforced: true,
    grace: null,
    factors: ["webauthn", "totp", "hotp", "yubico-otp"],
    offered: [],
    enrol: [],
    selfAssignTokens: false,
    recovery: "key",
    rememberDays: 0,
    tokenMessage: "Come to the **office**.",
  });
});

it("403: those of somebody else, without a role; 404: those of nobody", async () => {
  const user = await signedInPerson(service, "user");
  expect((await user.browser.call("GET", "/api/v1/users/pia/rules")).status).toBe(403);
  expect((await call("GET", "/api/v1/users/nobody/rules")).status).toBe(404);
});
