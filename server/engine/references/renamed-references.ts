import { type Edit, edited } from "../placeholders/sites/placeholder-sites.ts";
import { isCelName } from "../text/cel-name.ts";
import { type NamePath, type NameSite, nameSitesOf, type ParsedSites } from "./expression-sites.ts";

/** The new last name of a path; null if it keeps its name. */
export type NewName = (path: NamePath) => string | null;

export type RenamedText =
  | { readonly ok: true; readonly text: string; readonly parsed: ParsedSites }
  /** The expression cannot be parsed, or none with the new names means the same. */
  | { readonly ok: false };

/**
 * An expression with other names. Only the names change: not the spaces, the comments, the texts in quotes, nor the names
 * that a loop declares. The result is parsed again, and must be the same expression but for the names.
 */
export function withRenamedReferences(text: string, newName: NewName): RenamedText {
  const parsed = nameSitesOf(text);
  if (parsed === null) return { ok: false };
  const changes = parsed.sites.flatMap((site) => {
    const name = newName(site.path);
    return name === null ? [] : [{ site, name }];
  });
  if (changes.length === 0) return { ok: true, text, parsed };
  const wanted = parsed.shape((path) => newName(path) ?? path.at(-1) ?? "");
  for (const isPreferred of [true, false]) {
    const renamed = edited(
      text,
      changes.map(({ site, name }) => editOf(text, site, name, isPreferred)),
    );
    if (nameSitesOf(renamed)?.shape((path) => path.at(-1) ?? "") === wanted)
      return { ok: true, text: renamed, parsed };
  }
  return { ok: false };
}

/** Names of vertices that may stand behind `outputs.` although they are no identifiers. */
export const WITH_HYPHENS = /^[A-Za-z_]\w*(?:-\w+)+$/;
const LITERAL = /^([rR]?)("""|'''|"|')/;

/** @param isPreferred `.name` where the name allows it; else `['name']`, which is always read as meant. */
function editOf(text: string, site: NameSite, name: string, isPreferred: boolean): Edit {
  const { path, form, from, to, nameFrom, nameTo, canChangeForm } = site;
  const isField = isPreferred && canBeField(path, name);
  if (form === "field" && (isField || !canChangeForm)) return { from: nameFrom, to: nameTo, text: name };
  if (form === "field") return { from, to, text: `['${name}']` };
  // Single quotes are what a field gets here that needs brackets, so that the way back gives the field.
  const old = path.at(-1) ?? "";
  const isLikeMade = !isCelName(old) && text.slice(from, to) === `['${old}']`;
  if (form === "key" && isField && isLikeMade) return { from, to, text: `.${name}` };
  const [, prefix = "", quote = '"'] = LITERAL.exec(text.slice(nameFrom, nameTo)) ?? [];
  return { from: nameFrom, to: nameTo, text: `${prefix}${quote}${name}${quote}` };
}

function canBeField([root, ...names]: NamePath, name: string): boolean {
  if (isCelName(name)) return true;
  const isVertex = names.length === 1 && (root === "outputs" || root === "callbacks");
  return isVertex && WITH_HYPHENS.test(name);
}
