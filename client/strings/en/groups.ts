import { counted } from "../counted.js";

const members = counted("en", { one: "# member", other: "# members" });

/** Texts of the console's pages of groups. */
export const groups = {
  title: "Groups",
  lead: "A group is a name that users carry and that the policy can go by.",
  empty: "No user is in a group yet.",
  list: "Groups, by name",
  name: "Group",
  members: "Members",
  covered: "Protected",
  policy: "In the policy",
  mentions: { enforced: "enforced", exempt: "exempt", rules: "own rules" },
  share: (covered: number, all: number) => `${covered} of ${members(all)} with a second factor`,
  suspended: (count: number) => `${count} suspended`,
  back: "All groups",
  notFound: "There is no such group",
  notFoundLead: "It has no members, and the policy does not name it. Add the first member to begin it.",
  membersOf: (name: string) => `Members of ${name}`,
  noMembers: "Nobody is in this group.",
  add: "Add members",
  addGroup: "Add to a group",
  addLead: "User names, one a line. A group that does not exist begins with its first member.",
  usernames: "User names",
  nameMissing: "Please type the name of the group.",
  usernamesMissing: "Please type at least one user name.",
  added: (count: number) => `${members(count)} added.`,
  left: (count: number) => `${count} left out, and why:`,
  remove: "Take out",
  removeOf: (name: string) => `Take ${name} out of the group`,
  removed: (name: string) => `${name} is no longer in the group.`,
  actions: "What you can do",
  rename: "Rename…",
  renameTitle: (name: string) => `Rename ${name}`,
  renameLead: "Its members and the policy have the new name at once, so that nobody's rules change.",
  newName: "New name",
  renameSubmit: "Rename",
  taken: "There is a group of this name already.",
  renamed: (count: number) => `The group is renamed, with ${members(count)}.`,
  delete: "Delete…",
  deleteTitle: (name: string) => `Delete the group ${name}?`,
  deleteLead: "Everybody is taken out of it. The users stay.",
  deleteSubmit: "Delete the group",
  inPolicy:
    "The policy names this group: take it out of the policy first, so that nobody loses their protection unnoticed.",
  deleted: (count: number) => `The group is gone; it had ${members(count)}.`,
  some: "The first 100 are shown. Search the users for the others.",
};

/** GroupTexts is what another language must provide for the pages of groups. */
export type GroupTexts = typeof groups;
