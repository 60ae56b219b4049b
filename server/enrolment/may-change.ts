import type { User } from "../storage/storage.js";

/**
 * Whether the caller may change the authenticators of this user, asked again inside the write: two enrolments that run side by side
 * must not both pass as the user's first. Throws where not.
 */
export type MayChange = (user: User) => void;
