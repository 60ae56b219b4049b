import { describe, expect, it } from "vitest";
import type { Language } from "../../client/strings/languages.js";
import type { Notice } from "../../server/mail/notices.js";
import { letterOf } from "../../server/mail/texts.js";

const NOTICES: Notice[] = [
  { kind: "factor_added", credentialName: "Blue key", factor: "webauthn" },
  { kind: "factor_removed", credentialName: "Blue key", factor: "webauthn" },
  { kind: "recovery_key_used" },
  { kind: "recovery_key_renewed" },
  { kind: "recovery_code_used", left: 2 },
  { kind: "recovery_codes_renewed" },
  { kind: "bypass_code_made", left: 3, until: new Date("2026-11-25T12:00:00Z") },
  { kind: "bypass_code_used", left: 2 },
  { kind: "password_changed" },
  { kind: "address_changed" },
  { kind: "blocked", application: "id" },
  { kind: "test" },
];

function letter(
  notice: Notice,
  changes: { username?: string; application?: string | null; language?: Language } = {},
) {
  const at = new Date("2026-11-24T12:03:00Z");
  return letterOf({
    notice,
    language: "en",
    username: "ada",
    at,
    publicUrl: "https://key.example",
    application: null,
    ...changes,
  });
}

describe("the letter of a notice", () => {
  it.each(NOTICES)(
    "says of $kind when it was, where to look, and what to do if it was not you",
    async (notice) => {
      const { subject, text } = await letter(notice);
      expect(subject).not.toBe("");
      expect(text).toContain("Hello ada,");
      expect(text).toContain("24 November 2026 at 12:03 UTC");
      expect(text).toContain("https://key.example/profile");
      expect(text).toContain("If it was not you");
      expect(text).toContain("tell your administrator");
    },
  );

  it.each(NOTICES)("says of $kind the same in German", async (notice) => {
    const { subject, text } = await letter(notice, { language: "de", application: "Wiki" });
    expect(subject).not.toBe((await letter(notice)).subject);
    expect(text).toContain("Guten Tag ada,");
    expect(text).toContain("Wann: 24. November 2026 um 12:03 UTC");
    expect(text).toContain("https://key.example/profile");
    expect(text).toMatch(/Wenn (nicht|Sie das waren)/);
    expect(text).not.toMatch(/\b(the|your|you|if)\b/i);
  });

  it("names the credential, and the application through which somebody was blocked", async () => {
    expect(
      (await letter({ kind: "factor_added", credentialName: "Blue key", factor: "webauthn" })).text,
    ).toContain('"Blue key"');
    expect((await letter({ kind: "blocked", application: "id" }, { application: "Wiki" })).text).toContain(
      "through: Wiki.",
    );
    expect((await letter({ kind: "blocked", application: null })).text).toContain(
      "Latchkey's own sign-in page",
    );
  });

  it("keeps a name with line breaks from passing for a part of the letter", async () => {
    const credentialName = "Key\r\n\r\nCall this number at once\u2028now";
    const { text } = await letter(
      { kind: "factor_added", credentialName, factor: "webauthn" },
      { username: "ada\nx" },
    );
    expect(text).toContain('"Key Call this number at once now"');
    expect(text).toContain("Hello ada x,");
  });

  it("S3 says what happens at the next sign-in, by when, and for which applications", async () => {
    const required = { kind: "factor_required", applications: [], grace: null, setsUp: true } as const;
    const { subject, text } = await letter(required);
    expect(subject).toContain("second factor");
    expect(text).toContain("At your next sign-in you are led through it");
    expect(text).toContain("From now on you cannot go on without it.");
    expect(text).toContain("https://key.example/profile");
    const until = (await letter({ ...required, grace: { until: "2026-12-24T22:59:59.000Z" } })).text;
    expect(until).toContain("put it off until 24 December 2026 at 22:59 UTC");
    expect((await letter({ ...required, grace: { logins: 1 } })).text).toContain("sign in once without it");
    expect((await letter({ ...required, grace: { logins: 3 } })).text).toContain(
      "sign in 3 times without it",
    );
    expect((await letter({ ...required, setsUp: false })).text).toContain(
      "a hardware token from your administrator",
    );
    const forged = (await letter({ ...required, applications: ["Wiki", "Bug\n\nClick here"] })).text;
    expect(forged).toContain("to sign in to: Wiki, Bug Click here.");
    const german = await letter({ ...required, grace: { logins: 3 } }, { language: "de" });
    expect(german.text).toContain("noch 3 Mal ohne ihn anmelden");
  });
});
