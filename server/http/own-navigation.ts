import type { Context } from "koa";

/**
 * Whether a GET is a page of ours going on to its next address, as the browser itself says (Fetch Metadata): neither a
 * link, an image or a frame of another site, nor a page that is loaded in advance. A browser that does not say so is not
 * believed.
 */
export function isOwnNavigation(ctx: Context): boolean {
  const says = (name: string, value: string) => ctx.get(`sec-fetch-${name}`) === value;
  const isInAdvance = ctx.get("sec-purpose") !== "" || ctx.get("purpose") !== "";
  return (
    ctx.method === "GET" &&
    says("site", "same-origin") &&
    says("mode", "navigate") &&
    says("dest", "document") &&
    !isInAdvance
  );
}
