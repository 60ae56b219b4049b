import { expect, it } from "vitest";
import { beginApp, confirmApp } from "../../server/enrolment/app.js";
import { LatchkeyError } from "../../server/errors.js";
import { testService } from "../support/service.js";
import { codeAt } from "../support/totp.js";

const { call, clock, deps } = await testService();
const caller = { actor: "test", application: null, ip: null, userAgent: null, requestId: "test" };

it("an app is not confirmed where the caller may no longer, though the code is right: it is asked inside the write", async () => {
  await call("POST", "/api/v1/users", { username: "ada" });
  const id = deps.keys.userId("ada");
  const read = async () => (await deps.storage.users.read(id))?.user;
  const { credentialId, secret } = await beginApp(deps, caller, { id }, "Phone", () => {});
  const begun = await read();
  if (!begun) throw new Error("no user");
  const refuse = () => {
    throw new LatchkeyError("forbidden", "There is a factor by now.");
  };
  const code = codeAt(secret, clock.now());
  await expect(confirmApp(deps, caller, begun, credentialId, code, refuse)).rejects.toThrow("by now");
  expect(await read()).toEqual(begun);
  expect(
    (await confirmApp(deps, caller, begun, credentialId, code, () => {})).recovery.recoveryKey,
  ).toBeDefined();
});
