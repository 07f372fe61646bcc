import { readExpression } from "../../expressions/expression.ts";
import type { GraphContent } from "../../model/graph-content.ts";
import { type ExpressionPlace, mapExpressions } from "../../references/expression-places.ts";
import { type NamePath, nameSitesOf } from "../../references/expression-sites.ts";
import { cutWithMark } from "../../text/cut-text.ts";
import { freeValueName } from "../../values/free-value-name.ts";
import type { Border, Reason } from "../border/border.ts";
import { type HandedSpec, handedSpec, isThere, namesFor } from "./handed-values.ts";
import { readingOf, withMovedReads } from "./moved-reads.ts";

/** A value that is handed across the border under a name. */
export type CrossingValue = HandedSpec & {
  readonly name: string;
  /** The names by which it was read. */
  readonly path: NamePath;
  /** As an expression reads it on the side where it is: `outputs.build.tag`. */
  readonly from: string;
  /** The vertices that read it, or edges as `A -> B`; `""`: the graph itself. */
  readonly readBy: readonly string[];
};

/** The part of the graph on one side of the border, with the values that it reads of the other side under new names. */
export type Handed = {
  readonly content: GraphContent;
  readonly values: readonly CrossingValue[];
  readonly reasons: readonly Reason[];
};

/** How the values of one side of the border get to the other one. */
export type Handing = {
  /** True for what is read of the other side by these names. */
  readonly isAcross: (path: NamePath) => boolean;
  /** True for what is read of the other side whole, or by a name that is worked out. */
  readonly isWholeAcross: (path: NamePath) => boolean;
  /** How a value is read there, by its new name. */
  readonly readingOf: (name: string) => string;
  /** Why a value cannot be handed on, as the rest of a sentence; null where it can. */
  readonly refused: (path: NamePath) => string | null;
  /** Names that no value may get, in lower case. */
  readonly taken: Iterable<string>;
};

/**
 * A part of a graph that reads what is on the other side of a border under the names that it gets there.
 *
 * @param whole the graph that says which values there are.
 */
export function withHandedValues(part: GraphContent, whole: GraphContent, handing: Handing): Handed {
  const reads = new Map<string, { readonly path: NamePath; readonly readBy: Set<string> }>();
  const reasons: Reason[] = [];
  const refuse = ({ what, vertices }: ExpressionPlace, text: string, why: string) =>
    reasons.push({ text: `${what}, \`${cutWithMark(text, MAX_SHOWN)}\`, ${why}`, vertices });
  mapExpressions(part, (text, place) => {
    const parsed = nameSitesOf(text);
    if (parsed === null || !readExpression(text).ok) {
      if (MAY_READ.test(text)) refuse(place, text, "cannot be read. Correct it first.");
      return text;
    }
    if (parsed.wholes.some(handing.isWholeAcross))
      refuse(place, text, "reads several values across the border at once. Read each by its name.");
    for (const { path } of parsed.sites) {
      if (!handing.isAcross(path) || !isThere(whole, path)) continue;
      const why = handing.refused(path);
      if (why !== null) refuse(place, text, why);
      const key = path.join("\n");
      const known = reads.get(key) ?? { path, readBy: new Set() };
      reads.set(key, known);
      known.readBy.add(place.vertex ?? place.vertices.join(" -> "));
    }
    return text;
  });
  const taken = new Set(handing.taken);
  const values = [...reads.values()].map(({ path, readBy }): CrossingValue => {
    const name = freeValueName(namesFor(path), taken);
    taken.add(name);
    const spec = handedSpec(whole, path);
    if (spec === null)
      reasons.push({
        text: `${readingOf(path)} is read across the border: numbers of items cannot be handed on as they are.`,
        vertices: [...readBy].filter((each) => whole.vertices.has(each)),
      });
    return { ...(spec ?? { type: "json" }), name, path, from: readingOf(path), readBy: [...readBy] };
  });
  const named = new Map(values.map(({ path, name }) => [path.join("\n"), name]));
  const content = mapExpressions(part, (text, place) => {
    const moved = withMovedReads(text, (path) => {
      const name = named.get(path.join("\n"));
      return name === undefined ? null : handing.readingOf(name);
    });
    if (moved !== null && moved.length <= MAX_EXPRESSION) return moved;
    if (nameSitesOf(text) !== null)
      refuse(place, text, "reads a value across the border in a form that cannot be rewritten.");
    return text;
  });
  return { content, values, reasons };
}

/** The longest expression that a graph file may have. */
const MAX_EXPRESSION = 10_000;
const MAX_SHOWN = 100;
/** A text without these names reads nothing that could be across the border. */
const MAY_READ = /\b(?:outputs|callbacks|params|pipeline)\b/;

/** What the vertices of a group read of the rest: it becomes params of the child. */
export function valuesIn({ content, inside }: Border, part: GraphContent): Handed {
  return withHandedValues(part, content, {
    isAcross: ([root, name = "", ...rest]) =>
      root === "pipeline" || root === "callbacks"
        ? rest.length === 0 && name !== "" && (root === "pipeline" || !inside.has(name))
        : root === "outputs" && rest.length === 1 && !inside.has(name),
    isWholeAcross: (path) =>
      (path.length === 1 && ["outputs", "callbacks", "pipeline", "params"].includes(path[0] ?? "")) ||
      (path.length === 2 && path[0] === "outputs" && !inside.has(path[1] ?? "")),
    readingOf: (name) => readingOf(["params", name]),
    refused: () => null,
    taken: Object.keys(content.params ?? {}).map((name) => name.toLowerCase()),
  });
}

/** What the rest reads of the vertices of a group: it becomes outputs of the child. */
export function valuesOut({ content, inside }: Border, part: GraphContent, vertex: string): Handed {
  return withHandedValues(part, content, {
    isAcross: ([root, name = "", ...rest]) =>
      inside.has(name) &&
      (root === "callbacks" ? rest.length === 0 : root === "outputs" && rest.length === 1),
    isWholeAcross: (path) =>
      (path.length === 1 && (path[0] === "outputs" || path[0] === "callbacks")) ||
      (path.length === 2 && path[0] === "outputs" && inside.has(path[1] ?? "")),
    readingOf: (name) => readingOf(["outputs", vertex, name]),
    refused: ([root, name]) =>
      root === "callbacks"
        ? `reads the address at which ${name} is called. A graph gives its outputs only at its end.`
        : null,
    taken: [],
  });
}
