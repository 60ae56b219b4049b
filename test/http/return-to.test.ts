import { expect, it } from "vitest";
import { returnTo } from "../../server/http/return-to.js";

it.each([
  ["https://a.example/back", null, "https://a.example/back?code=c"],
  ["https://a.example/back", "s", "https://a.example/back?code=c&state=s"],
  ["https://a.example/back?", "s", "https://a.example/back?code=c&state=s"],
  ["https://a.example/back?x=1", "s", "https://a.example/back?x=1&code=c&state=s"],
  ["https://a.example/back?x=1&", "s", "https://a.example/back?x=1&code=c&state=s"],
  ["https://a.example/?q=a%20b+c%2F", "s", "https://a.example/?q=a%20b+c%2F&code=c&state=s"],
  ["https://a.example/", "a&code=evil#f é", "https://a.example/?code=c&state=a%26code%3Devil%23f+%C3%A9"],
])("%s with the state %s leads back to %s", (redirectUri, state, expected) => {
  expect(returnTo(redirectUri, "c", state)).toBe(expected);
});
