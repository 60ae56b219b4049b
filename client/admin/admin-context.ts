import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Role, Session } from "../api-types.js";

/** Admin is what every page of the console works with. */
export interface Admin {
  readonly session: Session;
  /** The page is the one that the document was opened with: its heading leaves the focus alone. */
  readonly first: boolean;
  /** Runs it once the session is elevated; not at all where the person gives up. */
  readonly unlocked: (then: () => void) => void;
  /** Tells, on the page and to screen readers, what has been done. */
  readonly say: (text: string) => void;
}

/** AdminContext carries it; null outside of the console. */
export const AdminContext = createContext<Admin | null>(null);

/** useAdmin gives what every page of the console works with. */
export function useAdmin(): Admin {
  const admin = useContext(AdminContext);
  if (admin === null) throw new Error("useAdmin needs an AdminContext around it");
  return admin;
}

const changers: readonly Role[] = ["owner", "administrator", "helpdesk"];
const importers: readonly Role[] = ["owner", "administrator"];

/** mayChangeTokens says whether the service lets the person change tokens. */
export const mayChangeTokens = ({ roles }: Session): boolean => roles.some((role) => changers.includes(role));

/** mayImportTokens says whether the service lets the person import seed files. */
export const mayImportTokens = ({ roles }: Session): boolean =>
  roles.some((role) => importers.includes(role));

/** mayChangePolicy says whether the service lets the person change the policy, and create and suspend users. */
export const mayChangePolicy = ({ roles }: Session): boolean =>
  roles.some((role) => importers.includes(role));
