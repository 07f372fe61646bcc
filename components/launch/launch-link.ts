import type { LaunchForm } from "#contract/pipelines/pipelines.ts";
import { type LaunchEntries, launchGroups } from "./entries/launch-entries.ts";

/** A launch form that a link opens: what stands in its fields, the vertex to start at (empty: the beginning), and its labels as they are typed. */
export type LinkedLaunch = {
  readonly entries: LaunchEntries;
  readonly from: string;
  readonly labels: string;
};

/** Browsers, proxies and servers take longer addresses for an attack. */
const MAX_ADDRESS = 6_000;

/**
 * The address of a launch form, with the entries that are not as the form begins. Null where it would be too long.
 *
 * @param revision null: the draft.
 */
export function launchAddress(
  { graph, revision }: { readonly graph: string; readonly revision: number | null },
  begun: LaunchEntries,
  { entries, from, labels }: LinkedLaunch,
): string | null {
  const query = new URLSearchParams({
    ...(revision !== null && { revision: String(revision) }),
    launch: "1",
    ...(from !== "" && { start: from }),
    ...(labels.trim() !== "" && { labels }),
  });
  for (const [vertex, own] of entries)
    for (const [name, entry] of own)
      if (entry !== begun.get(vertex)?.get(name))
        query.append(vertex === null ? `param.${name}` : `input.${vertex}.${name}`, entry);
  const address = `/graphs/${encodeURIComponent(graph)}?${query}`;
  return address.length > MAX_ADDRESS ? null : address;
}

/** What the query of an address says about a launch form; null where it opens none. */
export function readLaunchLink(search: string): LinkedLaunch | null {
  const query = new URLSearchParams(search);
  if (query.get("launch") === null) return null;
  const entries = new Map<string | null, Map<string, string>>();
  for (const [word, entry] of query) {
    const place = placeOf(word);
    if (place === null) continue;
    entries.set(place.vertex, (entries.get(place.vertex) ?? new Map()).set(place.name, entry));
  }
  return { entries, from: query.get("start") ?? "", labels: query.get("labels") ?? "" };
}

/** `param.env`, or `input.back-up.keep`: the name of an input has no point, that of a vertex may have some. */
function placeOf(word: string): { readonly vertex: string | null; readonly name: string } | null {
  if (word.startsWith("param.")) return { vertex: null, name: word.slice("param.".length) };
  const end = word.lastIndexOf(".");
  if (!word.startsWith("input.") || end <= "input.".length) return null;
  return { vertex: word.slice("input.".length, end), name: word.slice(end + 1) };
}

/** The fields that entries are given for and that a form does not have, in words: `version`, `keep of back-up`. */
export function notAskedFor(form: LaunchForm, entries: LaunchEntries): readonly string[] {
  const asked = new Map(
    launchGroups(form).map(({ vertex, fields }) => [vertex, new Set(fields.map(({ name }) => name))]),
  );
  return [...entries].flatMap(([vertex, own]) =>
    [...own.keys()]
      .filter((name) => asked.get(vertex)?.has(name) !== true)
      .map((name) => (vertex === null ? name : `${name} of ${vertex}`)),
  );
}
