import { ApiError } from "../../api.js";
import type { Action } from "../../ui/use-action.js";

/** refusal is the text of a form for what the service would not take, with the service's own reason. */
export function refusal(
  { failure }: Pick<Action, "failure">,
  words: (reason: string) => string,
): Readonly<Record<string, string>> {
  const reason = failure instanceof ApiError ? failure.detail : undefined;
  if (reason === undefined) return {};
  return { invalid_request: words(reason), forbidden: words(reason) };
}
