import { askWeb } from "./ask-web.ts";

/**
 * How to sign in: a link for the first person of all; later, where the page is and how to get another link.
 *
 * @param url where the web listens.
 */
export async function signInLine(dataDir: string, url: string): Promise<string> {
  const { status, text } = await askWeb(dataDir, "/api/trpc/people.makeLink", {
    body: { isFirstOnly: true },
  });
  if (status !== 200) return "How to sign in: npx signalbox sign-in";
  const made = (JSON.parse(text) as { result: { data: { url: string } | null } }).result.data;
  return made === null
    ? `Sign in at ${url}/sign-in (a link instead of a password: npx signalbox sign-in)`
    : `Sign in: ${made.url} (once, within 15 minutes; another link: npx signalbox sign-in)`;
}
