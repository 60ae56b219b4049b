import { expect, it } from "vitest";
import { GrowingBytes } from "../../server/http/growing-bytes.js";

it.each([0, 1, 10, 1000])("gives back what came, whatever was expected (%i bytes)", (expected) => {
  const bytes = new GrowingBytes(expected);
  const pieces = [1, 0, 7, 100, 3].map((size, i) => Buffer.alloc(size, i + 1));
  for (const piece of pieces) bytes.append(piece);
  expect(bytes.bytes).toEqual(Buffer.concat(pieces));
});
