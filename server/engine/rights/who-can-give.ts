/** Some of those who can give a role, and how many there are. */
export type Givers = { readonly names: readonly string[]; readonly count: number };

/** This many of them are named. */
export const MAX_GIVERS = 3;

/** Whom to ask for a role, as a sentence. */
export function askForRole({ names, count }: Givers): string {
  const named = names.slice(0, MAX_GIVERS);
  if (named.length === 0) return "The command line on the server's machine can give it: `grant add`.";
  const words = count > named.length ? [...named, `${count - named.length} more`] : named;
  const all = words.length === 1 ? words[0] : `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
  return `Ask ${all}: they can give it under Settings, Folders.`;
}
