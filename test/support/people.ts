import { changeUser } from "../../server/storage/change-user.js";
import type { Role } from "../../server/storage/storage.js";
import { Browser, signIn } from "./browser.js";
import type { TestService } from "./service.js";
import { type TestApp, userWithApp } from "./totp.js";

/** A person with an authenticator app, signed in and elevated. */
export interface Person {
  app: TestApp;
  browser: Browser;
}

/** Creates a user with an app and signs them in; with roles, they are an administrator of that kind. */
export async function signedInPerson(
  service: TestService,
  username: string,
  ...roles: Role[]
): Promise<Person> {
  const app = await userWithApp(service, username);
  if (roles.length > 0) await giveRoles(service, username, ...roles);
  const browser = new Browser(service);
  const answer = await signIn(browser, username, app.code());
  if (answer.status !== 200) throw new Error(`signing ${username} in was answered ${answer.status}`);
  // The code is spent; the next one is another.
  service.clock.advance(30);
  return { app, browser };
}

/** Gives roles through the storage port. */
export async function giveRoles({ deps }: TestService, username: string, ...roles: Role[]): Promise<void> {
  await changeUser(deps.storage, deps.keys.userId(username), (user) => ({ user: { ...user, roles } }));
}
