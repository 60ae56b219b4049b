/** What the parts of a user may look like, whoever gives them: a request, a file or a directory. */
import { z } from "zod";

/** What is shown in one line, in a terminal too: no control characters, and no halves of characters. */
const line = (most: number) =>
  z
    .string()
    .trim()
    .max(most, `At most ${most} characters.`)
    .refine((text) => !/[\p{Cc}\p{Surrogate}]/u.test(text), "No control characters.");

/** Names are compared by their canonical form. */
export const username = line(256).min(1, "A user name is needed.");

export const displayName = line(256);

export const email = z.email("That is no e-mail address.").max(254, "At most 254 characters.");

export const groupName = line(128).min(1, "A group has a name.");

/** Most groups of one user. */
export const MOST_GROUPS = 200;

export const groups = z.array(groupName).max(MOST_GROUPS, `At most ${MOST_GROUPS} groups.`);
