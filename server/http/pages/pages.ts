import Router from "@koa/router";
import type { Context, Middleware } from "koa";
import { type ComponentChild, h } from "preact";
import { renderToString } from "preact-render-to-string";
import { isPlace } from "../../../client/login/leave.js";
import { LoginPage } from "../../../client/login/login-page.js";
import type { LoginState } from "../../../client/login/state.js";
import { loadTexts } from "../../../client/strings/language.js";
import { type Language, languages } from "../../../client/strings/languages.js";
import type { Texts } from "../../../client/strings/texts.js";
import { ErrorPage } from "../../../client/ui/error-page.js";
import { PageLanguage } from "../../../client/ui/page-language.js";
import type { Deps } from "../../deps.js";
import { LatchkeyError, notFound } from "../../errors.js";
import { chooseLanguage, languageOf } from "../language.js";
import type { Route } from "../route.js";
import { type BuiltPages, readBuiltPages } from "./built.js";
import { type LoginAnswer, openLogin, postLogin } from "./login.js";
import { escapeHtml, renderShell, type Shell } from "./shell.js";

/** A year, in seconds: the name of a file changes with what is in it (RFC 9111 §5.2.2.1, RFC 8246). */
const FOREVER = "public, max-age=31536000, immutable";

/** Texts that the service itself writes into its pages. */
type PageTexts = Pick<Texts, "common" | "login" | "setPassword" | "setup">;

interface ScriptPage {
  title: (texts: PageTexts) => string;
  paths: readonly string[];
}

/** Pages that are all script: what is rendered here is only what to say without it. The script tells their paths apart. */
const SCRIPT_PAGES: Readonly<Record<string, ScriptPage>> = {
  setup: { title: ({ setup }) => setup.title, paths: ["/setup"] },
  "set-password": { title: ({ setPassword }) => setPassword.title, paths: ["/set-password"] },
  profile: { title: ({ common }) => common.profileTitle, paths: ["/profile"] },
  admin: {
    title: ({ common }) => common.adminTitle,
    paths: [
      "/admin",
      "/admin/tokens",
      "/admin/tokens/import",
      "/admin/tokens/assign",
      "/admin/token/:serial",
      "/admin/users",
      "/admin/users/import",
      "/admin/user/:username",
      "/admin/groups",
      "/admin/group/:name",
      "/admin/applications",
      "/admin/application/:id",
      "/admin/directory",
      "/admin/policy",
      "/admin/audit",
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
    const send = async (ctx: Context): Promise<void> => {
      const texts = await textsOf(languageOf(ctx));
      const content = `<p class="no-script">${escapeHtml(texts.common.needsScript)}</p>`;
      await sendPage(ctx, read(), page, { title: title(texts), content });
    };
    for (const path of paths) router.get(path, send);
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
    const language = languageOf(ctx);
    const { common } = await textsOf(language);
    const content = await rendered(language, h(ErrorPage, { code: error.code }));
    ctx.status = error.status;
    const title = `${common.notPossible} · ${common.product}`;
    const entry = { styles, modules: [], script: "", texts: {} };
    sendDocument(ctx, renderShell({ language, title, content, entry }), language);
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

async function sendLogin(ctx: Context, built: BuiltPages, answer: LoginAnswer): Promise<void> {
  if ("goTo" in answer) {
    // 303: the browser goes on with a GET, whatever it posted (RFC 9110 section 15.4.4).
    ctx.status = 303;
    ctx.redirect(answer.goTo);
    return;
  }
  const { state, status } = answer;
  const language = languageOf(ctx);
  const content = await rendered(language, h(LoginPage, { initial: state }));
  const { login } = await textsOf(language);
  const title = titleOf(state, login);
  ctx.status = status;
  await sendPage(ctx, built, "login", {
    title,
    content,
    state,
    ...leadingOn(state),
  });
}

function titleOf({ step }: LoginState, { title, secondStep, remembered }: Texts["login"]): string {
  if (step === "factor") return secondStep.heading;
  return step === "remembered" ? remembered.heading : title;
}

/** Where the page goes by itself. */
function leadingOn({ step, next, hosted }: LoginState): { refreshTo?: string; scriptGoes?: boolean } {
  if (step === "done" && isPlace(next)) return { refreshTo: next };
  if (step !== "remembered" || !hosted) return {};
  const query = new URLSearchParams({ verification: hosted.page, remembered: "yes" });
  return { refreshTo: `/login?${query}`, scriptGoes: true };
}

async function sendPage(
  ctx: Context,
  { entries }: BuiltPages,
  page: string,
  shell: Omit<Shell, "language" | "entry">,
): Promise<void> {
  const entry = entries.get(page);
  if (!entry) throw notFound("There is nothing at this address.");
  // With `no-referrer` browsers send `Origin: null` with a plain form (Fetch section 3.1), and the check of it fails.
  ctx.set("Referrer-Policy", "same-origin");
  const language = languageOf(ctx);
  const { common } = await textsOf(language);
  const title = `${shell.title} · ${common.product}`;
  sendDocument(ctx, renderShell({ ...shell, language, title, entry }), language);
}

function sendDocument(ctx: Context, html: string, language: Language): void {
  chooseLanguage(ctx, ctx.query.lang);
  ctx.vary("Accept-Language");
  ctx.vary("Cookie");
  ctx.set("Content-Language", language);
  ctx.body = html;
  ctx.type = "text/html; charset=utf-8";
}

async function rendered(language: Language, page: ComponentChild): Promise<string> {
  await loadTexts(language);
  return renderToString(h(PageLanguage, { initial: language, children: page }));
}

async function textsOf(language: Language): Promise<PageTexts> {
  const { books } = languages[language];
  const [common, login, setPassword, setup] = await Promise.all([
    books.common(),
    books.login(),
    books.setPassword(),
    books.setup(),
  ]);
  return { common, login, setPassword, setup };
}
