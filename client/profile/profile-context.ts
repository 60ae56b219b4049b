import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { OwnRules } from "../api-rules.js";
import type { User } from "../api-types.js";

/** Profile is what every card of the page works with. */
export interface Profile {
  readonly user: User;
  /** What policy lets the person have and do. */
  readonly rules: OwnRules;
  /** Runs it once the settings are unlocked; not at all where the person gives up. */
  readonly unlocked: (then: () => void) => void;
  /** Reads user and rules again after a change. A person left without a second factor is led to onboarding. */
  readonly refresh: () => Promise<void>;
  /** Tells, on the page and to screen readers, what has been done. */
  readonly say: (text: string) => void;
}

/** ProfileContext carries the signed-in person's profile; null outside of the page. */
export const ProfileContext = createContext<Profile | null>(null);

/** useProfile gives the signed-in person's profile. */
export function useProfile(): Profile {
  const profile = useContext(ProfileContext);
  if (profile === null) throw new Error("useProfile needs a ProfileContext around it");
  return profile;
}
