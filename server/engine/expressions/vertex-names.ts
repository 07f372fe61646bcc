import { ownOf } from "../json/json.ts";

/** Text in quotes or a comment, which is left alone; or a vertex's name behind `outputs` or `callbacks`. */
const NAMED =
  /\/\/[^\n]*|("{3}|'{3})[\s\S]*?\1|[rR](?:"[^"]*"|'[^']*')|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|(?<![\w.])(outputs|callbacks)(?:\.([A-Za-z_]\w*(?:-\w+)+)|\["([^"\\\n]*)"\]|\['([^'\\\n]*)'\])/g;

/** A part of an expression that has an alias: where it is in the text and in what CEL reads. */
export type AliasedPart = {
  readonly from: number;
  readonly to: number;
  readonly celFrom: number;
  readonly celTo: number;
};

/** An expression as CEL reads it, in which names of vertices that are no identifiers have aliases, by name. */
export type AliasedText = {
  readonly cel: string;
  readonly aliases: ReadonlyMap<string, string>;
  /** In the order of the text. Each is `outputs` or `callbacks` with the name behind it. */
  readonly parts: readonly AliasedPart[];
};

/**
 * Replaces the names of vertices that are no identifiers, `outputs.back-up.size` and `outputs["back-up"].size`, by aliases:
 * `outputs._v0.size`. CEL would read the first as a subtraction from the outputs of a vertex `back`, which always fails, so
 * no expression that works changes its meaning. Its `has` takes identifiers only.
 */
export function withAliases(text: string): AliasedText {
  const aliases = new Map<string, string>();
  let prefix = "_v";
  while (text.includes(prefix)) prefix += "_";
  const parts: AliasedPart[] = [];
  let cel = "";
  let done = 0;
  for (const { index: from, 0: whole, 2: root, 3: bare, 4: double, 5: single } of text.matchAll(NAMED)) {
    const name = bare ?? double ?? single;
    if (root === undefined || name === undefined) continue;
    const alias = aliases.get(name) ?? `${prefix}${aliases.size}`;
    aliases.set(name, alias);
    cel += text.slice(done, from);
    const celFrom = cel.length;
    cel += `${root}.${alias}`;
    done = from + whole.length;
    parts.push({ from, to: done, celFrom, celTo: cel.length });
  }
  return { cel: cel + text.slice(done), aliases, parts };
}

/** The record with the aliases as additional keys. */
export function underAliases<Value>(
  record: Readonly<Record<string, Value>>,
  aliases: ReadonlyMap<string, string>,
): Readonly<Record<string, Value>> {
  if (aliases.size === 0) return record;
  const entries = [...aliases].flatMap(([name, alias]) => {
    const value = ownOf(record, name);
    return value === undefined ? [] : [[alias, value] as const];
  });
  return { ...record, ...Object.fromEntries(entries) };
}

/** The text of a problem with the names instead of the aliases. */
export function withoutAliases(text: string, aliases: ReadonlyMap<string, string>): string {
  let named = text;
  for (const [name, alias] of aliases) named = named.replaceAll(alias, name);
  return named;
}
