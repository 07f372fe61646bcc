import type { GraphContent } from "../model/graph-content.ts";
import { type ChangeExpression, mapExpressions } from "./expression-places.ts";
import type { NamePath } from "./expression-sites.ts";
import { type LeftBehind, leftExpression, wordPattern } from "./left-behind.ts";
import { type NewName, withRenamedReferences } from "./renamed-references.ts";

/** A graph with a name changed wherever it is read, and the places where only a person can tell. */
export type Renamed = { readonly content: GraphContent; readonly left: readonly LeftBehind[] };

export type ExpressionRenaming = {
  readonly newName: (path: NamePath, place: Parameters<ChangeExpression>[1]) => ReturnType<NewName>;
  /** The old names. */
  readonly names: readonly string[];
  /** What holds the names: an expression that reads it by a computed name may mean one of them. */
  readonly holders: readonly NamePath[];
};

/** The longest expression that a graph file may have. */
const MAX_EXPRESSION = 10_000;

/** Changes names in expressions and keeps a list of those that a person has to look at. */
export function expressionRenamer({ newName, names, holders }: ExpressionRenaming): {
  readonly change: ChangeExpression;
  readonly left: LeftBehind[];
} {
  const left: LeftBehind[] = [];
  const words = names.map(wordPattern);
  const isNamed = (text: string) => words.some((word) => word.test(text));
  const change: ChangeExpression = (text, place) => {
    const renamed = withRenamedReferences(text, (path) => newName(path, place));
    if (!renamed.ok || renamed.text.length > MAX_EXPRESSION) {
      if (isNamed(text)) left.push(leftExpression(place, text));
      return text;
    }
    const { wholes } = renamed.parsed;
    const isComputed = holders.some((holder) => wholes.some((whole) => isSamePath(whole, holder)));
    // `failures` holds names of vertices and outputs as values.
    const isAmongFailures = wholes.length > 0 && /\bfailures\b/.test(text) && isNamed(renamed.text);
    if (isComputed || isAmongFailures) left.push(leftExpression(place, renamed.text));
    return renamed.text;
  };
  return { change, left };
}

/** The graph with names changed in all its expressions. */
export function withRenamedExpressions(content: GraphContent, renaming: ExpressionRenaming): Renamed {
  const { change, left } = expressionRenamer(renaming);
  return { content: mapExpressions(content, change), left };
}

/** True for the same names in the same order. */
export function isSamePath(one: NamePath, other: NamePath): boolean {
  return one.length === other.length && one.every((name, place) => name === other[place]);
}
