import { nameList } from "../text/name-list.ts";
import { pathsDownTo } from "./folder-path.ts";

/** Some of those who can give a role, and how many there are. */
export type Givers = { readonly names: readonly string[]; readonly count: number };

/** This many of them are named. */
export const MAX_GIVERS = 3;

/** Those who can give roles in a folder: those of the nearest folder above it that has any. */
export function giversIn(folder: string, all: readonly ({ readonly path: string } & Givers)[]): Givers {
  const nearest = [...pathsDownTo(folder)].reverse();
  const found = nearest.flatMap((path) => all.find((each) => each.path === path) ?? []);
  return found[0] ?? { names: [], count: 0 };
}

/** Whom to ask for a role, as a sentence. */
export function askForRole({ names, count }: Givers): string {
  if (names.length === 0) return "The command line on the server's machine can give it: `grant add`.";
  return `Ask ${nameList(names, { count, most: MAX_GIVERS, word: "or" })}: they can give it under Settings, Folders.`;
}
