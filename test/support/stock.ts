import { randomBytes } from "node:crypto";
import { expect } from "vitest";
import { oneTimeCode } from "../../server/factors/otp.js";
import { timeStep } from "../../server/factors/totp.js";
import { ADMIN_KEY, type Answer, type TestService } from "./service.js";

/** What administrators do with the tokens of a service. */
export interface Stock {
  /** Adds a token; gives its codes by counter or time step, and those of now. */
  add(
    type: "totp" | "hotp",
    parameters?: object,
  ): Promise<{ serial: string; code(position: number): string; now(steps?: number): string }>;
  user(username: string): Promise<Answer>;
  token(serial: string, action: string, body?: object): Promise<Answer>;
  attempt(username: string, code: string): Promise<Answer>;
  /** Sends a seed file as the console does. */
  importFile(content: string | Uint8Array<ArrayBuffer>, fields?: Record<string, string>): Promise<Answer>;
}

/** The stock of a service. */
export function stockOf({ call, clock, url }: TestService): Stock {
  let serials = 0;
  return {
    async add(type, parameters = {}) {
      const serial = `SN-${++serials}`;
      const seed = randomBytes(20);
      const secretHex = seed.toString("hex");
      const answer = await call("POST", "/api/v1/tokens", { serial, type, secretHex, ...parameters });
      expect(answer.status).toBe(201);
      const code = (position: number) => oneTimeCode(seed, { digits: 6, algorithm: "SHA1" }, position);
      return { serial, code, now: (steps = 0) => code(timeStep(clock.now(), 30) + steps) };
    },
    user: (username) => call("POST", "/api/v1/users", { username }),
    token: (serial, action, body) => call("POST", `/api/v1/tokens/${serial}/${action}`, body),
    attempt: (username, code) => call("POST", "/api/v1/verify", { username, code }),
    async importFile(content, fields = {}) {
      const form = new FormData();
      for (const [name, value] of Object.entries(fields)) form.set(name, value);
      form.set("file", new Blob([content]), "seeds.csv");
      const answer = await fetch(`${url}/api/v1/tokens/import`, {
        method: "POST",
        headers: { authorization: `Bearer ${ADMIN_KEY}` },
        body: form,
      });
      return {
        status: answer.status,
        headers: answer.headers,
        body: (await answer.json()) as Answer["body"],
      };
    },
  };
}
