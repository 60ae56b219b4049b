import { describe, expect, expectTypeOf, it } from "vitest";
import { readList, sameSerials } from "../../client/admin/assign/read-list.js";
import { pathOf, placeOf } from "../../client/admin/route.js";
import { tallyOf } from "../../client/admin/stock/tally.js";
import { allowedMoves } from "../../client/admin/token/allowed.js";
import type {
  SeedErrorCode as PageCode,
  SeedFormat as PageFormat,
  SeedTokenType as PageTokenType,
  TokenMove,
  TokenState,
} from "../../client/api-token-types.js";
import { importing } from "../../client/strings/en/import.js";
import { seedErrors } from "../../client/strings/en/seed-errors.js";
import { token as tokenTexts } from "../../client/strings/en/token.js";
import { csvRows, csvText } from "../../client/ui/csv.js";
import type { Token } from "../../server/storage/storage.js";
import { nextState, type TokenAction } from "../../server/tokens/transitions.js";
import {
  csvLine,
  SEED_ERROR_CODES,
  SEED_FORMATS,
  type SeedErrorCode,
  type SeedFormat,
  TOKEN_TYPES,
} from "../../tokens/seeds/index.js";

describe("what the console knows of the service", () => {
  it("has a sentence for every code that a row or a file can be refused with", () => {
    expectTypeOf<PageCode>().toEqualTypeOf<SeedErrorCode>();
    expect(Object.keys(seedErrors).sort()).toEqual([...SEED_ERROR_CODES].sort());
    for (const sentence of Object.values(seedErrors)) expect(sentence).toMatch(/^[A-Z].+\.$/);
  });

  it("names every format and every type that an importer may be asked for", () => {
    expectTypeOf<PageFormat>().toEqualTypeOf<SeedFormat>();
    expectTypeOf<PageTokenType>().toEqualTypeOf<(typeof TOKEN_TYPES)[number]>();
    expect(Object.keys(importing.formats).sort()).toEqual([...SEED_FORMATS].sort());
    expect(Object.keys(importing.tokenTypes).sort()).toEqual([...TOKEN_TYPES].sort());
  });

  it("offers exactly the changes that a token's state allows, with a user and without", () => {
    const states: TokenState[] = ["pending", "in_stock", "assigned", "suspended", "lost", "revoked"];
    const moves = Object.keys(tokenTexts.moves) as TokenMove[];
    for (const state of states) {
      for (const username of ["ann", undefined]) {
        const token = { state, userId: username ?? null } as Token;
        const allowed = moves.filter((move) => isAllowed(token, move));
        const shown = allowedMoves({ state, username });
        // A token in stock has nobody and an assigned one somebody: the other case does not occur.
        if ((state === "assigned") === (username === undefined)) continue;
        expect([...shown].sort(), `${state}, ${username ?? "nobody"}`).toEqual(allowed.sort());
      }
    }
  });
});

function isAllowed(token: Token, action: TokenAction): boolean {
  try {
    nextState(token, action);
    return true;
  } catch {
    return false;
  }
}

describe("addresses of the console", () => {
  it("lead back to their page, whatever characters a serial number has", () => {
    for (const serial of ["AB-1", "a/b:c.d", "import", "summary"]) {
      expect(placeOf(pathOf({ at: "token", serial }))).toEqual({ at: "token", serial });
    }
    expect(placeOf("/admin/tokens/import")).toEqual({ at: "import" });
    expect(placeOf("/admin/token/%zz")).toEqual({ at: "nowhere" });
  });
});

describe("a list to assign", () => {
  it("is read with commas, semicolons or tabs, a heading line in either order, quotes and a byte order mark", () => {
    const row = [{ serial: "A-1", username: "ann, dr." }];
    for (const text of [
      'A-1,"ann, dr."',
      "\ufeffserial;username\r\nA-1;ann, dr.\r\n",
      "user\tserial number\nann, dr.\tA-1",
      '\n"A-1" , "ann, dr."\n\n',
    ]) {
      expect(readList(text).assignments, JSON.stringify(text)).toEqual(row);
    }
  });

  it("counts the lines that miss something, and finds a serial number that is there twice", () => {
    const { assignments, unreadable } = readList("A-1,ann\nB-1\n,carl\na-1,dan\n");
    expect(unreadable).toBe(2);
    expect(sameSerials(assignments)).toEqual(new Set(["a-1"]));
  });

  it("keeps doubled quotes and line breaks of quoted cells", () => {
    expect(csvRows('a,"say ""hi""\nthere"\nb,c')).toEqual([
      ["a", 'say "hi"\nthere'],
      ["b", "c"],
    ]);
  });
});

describe("a table for a spreadsheet", () => {
  it("makes formulas harmless, exactly as the files of the command line do", () => {
    const cells = ["=1+1", "+1", "-1", "@x", "\tx", "plain", 'q"q', "a;b", -5, ""];
    expect(csvText([cells])).toBe(csvLine(cells));
    expect(csvText([["=cmd()"]])).toBe(`"'=cmd()"\r\n`);
  });
});

describe("the stock at a glance", () => {
  it("adds up by types and states, in the order of a token's life, and leaves out what there is none of", () => {
    const tally = tallyOf([
      { type: "hotp", state: "lost", count: 1 },
      { type: "totp", state: "assigned", count: 4 },
      { type: "totp", state: "in_stock", count: 2 },
      { type: "hotp", state: "in_stock", count: 3 },
    ]);
    expect(tally.total).toBe(10);
    expect(tally.types.map(({ type, total }) => [type, total])).toEqual([
      ["totp", 6],
      ["hotp", 4],
    ]);
    expect(tally.states).toEqual([
      { state: "in_stock", count: 5 },
      { state: "assigned", count: 4 },
      { state: "lost", count: 1 },
    ]);
  });
});
