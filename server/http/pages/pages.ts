import Router from "@koa/router";
import type { Context, Middleware } from "koa";
import { h } from "preact";
import { renderToString } from "preact-render-to-string";
import { isPlace } from "../../../client/login/leave.js";
import { LoginPage } from "../../../client/login/login-page.js";
import { common } from "../../../client/strings/en/common.js";
import { login as loginTexts } from "../../../client/strings/en/login.js";
import { setPassword as setPasswordTexts } from "../../../client/strings/en/set-password.js";
import { setup as setupTexts } from "../../../client/strings/en/setup.js";
import { ErrorPage } from "../../../client/ui/error-page.js";
import type { Deps } from "../../deps.js";
import { LatchkeyError, notFound } from "../../errors.js";
import type { Route } from "../route.js";
import { type BuiltPages, readBuiltPages } from "./built.js";
import { type LoginAnswer, openLogin, postLogin } from "./login.js";
import { escapeHtml, renderShell } from "./shell.js";

/** A year, in seconds: the name of a file changes with what is in it (RFC 9111 §5.2.2.1, RFC 8246). */
const FOREVER = "public, max-age=31536000, immutable";

/** Pages that are all script: what is rendered here is only what to say without it. The script tells their paths apart. */
const SCRIPT_PAGES: Readonly<Record<string, { title: string; paths: readonly string[] }>> = {
  setup: { title: setupTexts.title, paths: ["/setup"] },
  "set-password": { title: setPasswordTexts.title, paths: ["/set-password"] },
  profile: { title: common.profileTitle, paths: ["/profile"] },
  admin: {
    title: common.adminTitle,
    paths: [
      "/admin",
      "/admin/tokens",
      "/admin/tokens/import",
      "/admin/tokens/assign",
      "/admin/token/:serial",
      "/admin/users",
      "/admin/user/:username",
      "/admin/policy",
    ],
  },
};

/**
 * Serves what people see: `/login`, `/setup`, `/set-password`, `/profile`, `/admin` and their files.
 * @param routes of the API, which the plain forms run
 */
export function pages(deps: Deps, routes: readonly Route[], folder?: string): Middleware {
  let built: BuiltPages | undefined;
  // Read at the first request, so that a service without built pages still serves its API.
  const read = (): BuiltPages => {
    built ??= readBuiltPages(folder);
    return built;
  };
  const router = new Router();
  const login = { deps, routes };
  router.get("/", (ctx) => ctx.redirect("/profile"));
  router.get("/assets/:name", (ctx) => sendFile(ctx, read()));
  router.get("/login", async (ctx) => sendLogin(ctx, read(), await openLogin(ctx, login)));
  router.post("/login", async (ctx) => sendLogin(ctx, read(), await postLogin(ctx, login)));
  for (const [page, { title, paths }] of Object.entries(SCRIPT_PAGES)) {
    const content = `<p class="no-script">${escapeHtml(common.needsScript)}</p>`;
    for (const path of paths) router.get(path, (ctx) => sendPage(ctx, read(), page, { title, content }));
  }
  const serve = router.routes() as unknown as Middleware;
  return (ctx, next) => withErrorPage(ctx, read, () => serve(ctx, next));
}

/** Renders what a browser's own navigation is refused as a page; programs get the problem document. */
async function withErrorPage(
  ctx: Context,
  read: () => BuiltPages,
  run: () => Promise<unknown>,
): Promise<void> {
  try {
    await run();
    if (ctx.status === 404 && ctx.body === undefined) throw notFound("There is nothing at this address.");
  } catch (error) {
    const wantsPage = ctx.accepts("json", "html") === "html" && !/^\/(api|rest)\//.test(ctx.path);
    if (!wantsPage || !(error instanceof LatchkeyError) || error.status >= 500) throw error;
    const styles = read().entries.get("login")?.styles ?? [];
    const content = renderToString(h(ErrorPage, { code: error.code }));
    ctx.status = error.status;
    const title = `${common.notPossible} · ${common.product}`;
    ctx.body = renderShell({ title, content, entry: { styles, modules: [], script: "" } });
    ctx.type = "text/html; charset=utf-8";
  }
}

function sendFile(ctx: Context, { files }: BuiltPages): void {
  const file = files.get(ctx.path);
  if (!file) throw notFound("There is nothing at this address.");
  ctx.set("Cache-Control", FOREVER);
  ctx.vary("Accept-Encoding");
  const zipped = ctx.acceptsEncodings("gzip", "identity") === "gzip";
  if (zipped) ctx.set("Content-Encoding", "gzip");
  ctx.body = zipped ? file.gzip : file.plain;
  ctx.type = file.type;
}

function sendLogin(ctx: Context, built: BuiltPages, answer: LoginAnswer): void {
  if ("goTo" in answer) {
    // 303: the browser goes on with a GET, whatever it posted (RFC 9110 section 15.4.4).
    ctx.status = 303;
    ctx.redirect(answer.goTo);
    return;
  }
  const { state, status } = answer;
  const content = renderToString(h(LoginPage, { initial: state }));
  const title = state.step === "factor" ? loginTexts.secondStep.heading : loginTexts.title;
  const leaves = state.step === "done" && isPlace(state.next);
  ctx.status = status;
  sendPage(ctx, built, "login", { title, content, state, ...(leaves ? { refreshTo: state.next } : {}) });
}

function sendPage(
  ctx: Context,
  { entries }: BuiltPages,
  page: string,
  shell: { title: string; content: string; state?: object; refreshTo?: string },
): void {
  const entry = entries.get(page);
  if (!entry) throw notFound("There is nothing at this address.");
  // With `no-referrer` browsers send `Origin: null` with a plain form (Fetch section 3.1), and the check of it fails.
  ctx.set("Referrer-Policy", "same-origin");
  ctx.body = renderShell({ ...shell, title: `${shell.title} · ${common.product}`, entry });
  ctx.type = "text/html; charset=utf-8";
}
