import { askWeb } from "./ask-web.ts";

const BY_COMMAND = "How to sign in: npx signalbox sign-in";

/**
 * How to sign in: a link for the first person of all; later, where the page is and how to get another link. Where the web
 * gives no link, the command that asks for one: the web may have ended just now, and is started again.
 *
 * @param url where the web listens.
 */
export async function signInLine(dataDir: string, url: string): Promise<string> {
  const made = await firstLink(dataDir).catch(() => undefined);
  if (made === undefined) return BY_COMMAND;
  return made === null
    ? `Sign in at ${url}/sign-in (a link instead of a password: npx signalbox sign-in)`
    : `Sign in: ${made.url} (once, within 15 minutes; another link: npx signalbox sign-in)`;
}

/**
 * Null where somebody has signed in before; undefined where the web refuses.
 *
 * @throws Error where the web does not answer, or with something else.
 */
async function firstLink(dataDir: string): Promise<{ url: string } | null | undefined> {
  const { status, text } = await askWeb(dataDir, "/api/trpc/people.makeLink", {
    body: { isFirstOnly: true },
  });
  if (status !== 200) return undefined;
  return (JSON.parse(text) as { result: { data: { url: string } | null } }).result.data;
}
