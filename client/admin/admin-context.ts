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

/** administers says whether the person is an owner or an administrator. */
export const administers = ({ roles }: Session): boolean =>
  roles.includes("owner") || roles.includes("administrator");

/** mayChangeTokens says whether the service lets the person change tokens. */
export const mayChangeTokens = ({ roles }: Session): boolean => roles.some((role) => changers.includes(role));

/** mayImportTokens says whether the service lets the person import seed files. */
export const mayImportTokens = (session: Session): boolean => administers(session);

/** mayAdministerUsers says whether the service lets the person create, edit and suspend users. */
export const mayAdministerUsers = (session: Session): boolean => administers(session);

const ranks: Readonly<Record<Role, number>> = { auditor: 1, helpdesk: 1, administrator: 2, owner: 3 };
const rankOf = (roles: readonly Role[]): number => Math.max(0, ...roles.map((role) => ranks[role]));

/** reaches says whether the person outranks a user; owners reach everybody. The service has the last word. */
export const reaches = ({ roles }: Session, user: { readonly roles: readonly Role[] }): boolean =>
  roles.includes("owner") || rankOf(user.roles) < rankOf(roles);

/** mayChangeApplications says whether the service lets the person change relying applications and their keys. */
export const mayChangeApplications = (session: Session): boolean => administers(session);

/** mayReadAudit says whether the service lets the person read the audit trail and its numbers. */
export const mayReadAudit = (session: Session): boolean =>
  administers(session) || session.roles.includes("auditor");

/** mayChangePolicy says whether the service lets the person change the policy. */
export const mayChangePolicy = (session: Session): boolean => administers(session);
