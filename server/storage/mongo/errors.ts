import { MongoError, MongoServerError } from "mongodb";
import { LatchkeyError, unavailable } from "../../errors.js";

const DUPLICATE_KEY = 11_000;

export function isDuplicateKey(error: unknown): boolean {
  return error instanceof MongoServerError && error.code === DUPLICATE_KEY;
}

/**
 * A store whose methods reject with typed errors: a write whose outcome is unknown is `unavailable`, never a success
 * and never a refusal.
 */
export function withTypedErrors<T extends object>(name: string, store: T): T {
  const members = Object.entries(store).map(([member, value]) => [
    member,
    typeof value === "function" ? rejectingTyped(`${name}.${member}`, value) : value,
  ]);
  return Object.fromEntries(members) as T;
}

function rejectingTyped(operation: string, method: (...parameters: unknown[]) => unknown) {
  return async (...parameters: unknown[]) => {
    try {
      return await method(...parameters);
    } catch (error) {
      throw typed(error, operation);
    }
  };
}

function typed(error: unknown, operation: string): unknown {
  if (error instanceof LatchkeyError || !(error instanceof MongoError)) return error;
  if (isDuplicateKey(error)) {
    return new LatchkeyError("conflict", "That is taken already.", {
      internal: `${operation}: duplicate key`,
      cause: error,
    });
  }
  return unavailable(`${operation}: ${error.name}`, error);
}
