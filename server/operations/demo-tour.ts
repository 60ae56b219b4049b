import { generateURI, ScureBase32Plugin } from "otplib";
import { DEMO_PASSWORD, type Demo, type DemoUser } from "./demo.js";

/** What to try in the demo, for the terminal: it holds the demo's secrets, so it goes to no log. */
export function demoTour({ users, apiKey }: Demo, publicUrl: string): string {
  const code = users.flatMap(({ nextCodes }) => nextCodes ?? [])[0] ?? "123456";
  return [
    "",
    `The demo: sign in at ${publicUrl}/login. Everybody's password is public: ${DEMO_PASSWORD}`,
    "",
    ...users.flatMap(lines),
    "A login page of your own asks so (key of the application Demo, scopes verify and enrol):",
    "",
    `  curl -s ${publicUrl}/api/v1/verify -H 'Content-Type: application/json' \\`,
    `    -H 'Authorization: Bearer ${apiKey}' \\`,
    `    -d '{"username":"carol","code":"${code}"}'`,
    "",
    "",
  ].join("\n");
}

function lines({ username, appSeed, nextCodes, recoveryKey }: DemoUser): string[] {
  const about = appSeed
    ? appLines(username, appSeed)
    : nextCodes
      ? [`has a hardware token; its next codes: ${nextCodes.join(" ")}`]
      : ["has no second factor yet: sign in and set one up"];
  const recovery = recoveryKey ? [`recovery key (said this once): ${recoveryKey}`] : [];
  return [
    ...[...about, ...recovery].map((line, at) => `  ${(at === 0 ? username : "").padEnd(8)}${line}`),
    "",
  ];
}

function appLines(username: string, seed: Uint8Array): string[] {
  const secret = new ScureBase32Plugin().encode(seed, { padding: false });
  const uri = generateURI({ issuer: "Latchkey demo", label: username, secret });
  return [`has an authenticator app; add it to yours: ${secret}`, uri, `or: oathtool --totp -b ${secret}`];
}
