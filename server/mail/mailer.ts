import type { Notices } from "./notices.js";

/** Without a mail server nobody is told anything. */
export const noNotices: Notices = {
  tell() {},
  async close() {},
};
