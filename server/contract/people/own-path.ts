const BASE = "http://own.invalid";

/** A path of this server's pages: no link leads anywhere else after a sign-in. What is none becomes the home page. */
export function ownPath(to: string): string {
  const isOwn = to.startsWith("/") && URL.canParse(to, BASE) && new URL(to, BASE).origin === BASE;
  return isOwn && !new URL(to, BASE).pathname.startsWith("/api/") ? to : "/";
}
