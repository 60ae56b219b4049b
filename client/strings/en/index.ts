/**
 * English, the language that the others are held to. One file a page, fetched when a page wants it, so that a page
 * carries only its own texts in the one language it is read in.
 */
export const english = {
  name: "English",
  books: {
    admin: async () => (await import("./admin.js")).admin,
    applications: async () => (await import("./applications.js")).applications,
    assign: async () => (await import("./assign.js")).assign,
    audit: async () => (await import("./audit.js")).audit,
    bulk: async () => (await import("./bulk.js")).bulk,
    common: async () => (await import("./common.js")).common,
    directory: async () => (await import("./directory.js")).directory,
    elevation: async () => (await import("./elevation.js")).elevation,
    enrol: async () => (await import("./enrol.js")).enrol,
    groups: async () => (await import("./groups.js")).groups,
    importing: async () => (await import("./import.js")).importing,
    login: async () => (await import("./login.js")).login,
    mail: async () => (await import("./mail.js")).mail,
    newPassword: async () => (await import("./new-password.js")).newPassword,
    order: async () => (await import("./order.js")).order,
    people: async () => (await import("./people.js")).people,
    policy: async () => (await import("./policy.js")).policy,
    profile: async () => (await import("./profile.js")).profile,
    resync: async () => (await import("./resync.js")).resync,
    setPassword: async () => (await import("./set-password.js")).setPassword,
    setup: async () => (await import("./setup.js")).setup,
    token: async () => (await import("./token.js")).token,
    userImport: async () => (await import("./user-import.js")).userImport,
  },
};
