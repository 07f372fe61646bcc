import { type Edit, edited } from "../../placeholders/sites/placeholder-sites.ts";
import { type NamePath, type NameSite, nameSitesOf } from "../../references/expression-sites.ts";
import { WITH_HYPHENS } from "../../references/renamed-references.ts";
import { isCelName } from "../../text/cel-name.ts";

/** How an expression reads a value by its names: `outputs.build.tag`, `outputs['my vertex'].tag`. */
export function readingOf([root = "", ...names]: NamePath): string {
  return names.reduce((text, name, place) => {
    const isVertex = place === 0 && (root === "outputs" || root === "callbacks");
    return isCelName(name) || (isVertex && WITH_HYPHENS.test(name))
      ? `${text}.${name}`
      : `${text}[${quoted(name)}]`;
  }, root);
}

/** A name in quotes. JSON has the escapes that expressions have. */
function quoted(name: string): string {
  return /['\\\p{Cc}]/u.test(name) ? JSON.stringify(name) : `'${name}'`;
}

/**
 * An expression that reads some values elsewhere. Nothing else of its text changes.
 *
 * @param newReading how a value is read now, by the names by which it was read; null: as before.
 * @returns null where its form does not let the names be replaced, such as `"tag" in outputs.build`.
 */
export function withMovedReads(text: string, newReading: (path: NamePath) => string | null): string | null {
  const parsed = nameSitesOf(text);
  if (parsed === null) return null;
  const edits: Edit[] = [];
  for (const site of parsed.sites) {
    const reading = newReading(site.path);
    if (reading === null) continue;
    const from = site.form === "word" ? null : rootOf(text, site, parsed.sites);
    if (from === null) return null;
    edits.push({ from, to: site.to, text: reading });
  }
  if (edits.length === 0) return text;
  const moved = edited(
    text,
    edits.sort((one, other) => one.from - other.from),
  );
  return nameSitesOf(moved) === null ? null : moved;
}

/** Where the first name of a path stands; null where something else than names is between. */
function rootOf(text: string, { path, to }: NameSite, sites: readonly NameSite[]): number | null {
  const [root = "", second] = path;
  const first = sites
    .filter(
      (each) => each.path.length === 2 && each.path[0] === root && each.path[1] === second && each.to <= to,
    )
    .reduce<NameSite | null>((last, each) => (last === null || each.to > last.to ? each : last), null);
  const before = first === null ? "" : text.slice(0, first.from).trimEnd();
  return before.endsWith(root) ? before.length - root.length : null;
}
