/** What the parts of a user may look like, whoever gives them: a request, a file or a directory. */
import { z } from "zod";

/** Names are compared by their canonical form; control characters and halves of characters are in none. */
export const username = z
  .string()
  .trim()
  .min(1, "A user name is needed.")
  .max(256, "At most 256 characters.")
  .refine((name) => !/[\p{Cc}\p{Surrogate}]/u.test(name), "No control characters.");

export const displayName = z.string().trim().max(256, "At most 256 characters.");

export const email = z.email("That is no e-mail address.").max(254, "At most 254 characters.");

const groupName = z.string().trim().min(1, "A group has a name.").max(128, "At most 128 characters.");

/** Most groups of one user. */
export const MOST_GROUPS = 200;

export const groups = z.array(groupName).max(MOST_GROUPS, `At most ${MOST_GROUPS} groups.`);
