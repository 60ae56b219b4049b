/**
 * Where the hosted page sends the browser back: the redirect URI with `code` and `state` added to its query, which is
 * kept as it is (RFC 6749 §3.1.2 and §4.1.2). A registered redirect URI has no fragment.
 */
export function returnTo(redirectUri: string, code: string, state: string | null): string {
  const added = new URLSearchParams({ code, ...(state === null ? {} : { state }) });
  const separator = !redirectUri.includes("?") ? "?" : /[?&]$/.test(redirectUri) ? "" : "&";
  return `${redirectUri}${separator}${added}`;
}
