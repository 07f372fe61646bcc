import { leafEntry, writeGraphText } from "../graph-file/write-graph-text.ts";
import { entriesOf, isMap } from "../graph-file/yaml/yaml-scalar.ts";
import type { GraphFile } from "../model/graph-content.ts";
import { type DeclaredTrigger, declaredJson } from "./declared-trigger.ts";

const STEP = "    ";

/** The YAML text of a graph file with what it declares of triggers. What reads it gets the same ones. */
export function writeWholeGraphText(file: GraphFile, triggers: readonly DeclaredTrigger[]): string {
  return `${writeGraphText(file)}${declaredText(triggers)}`;
}

/** The part of a graph file that declares triggers; empty where there are none. */
export function declaredText(triggers: readonly DeclaredTrigger[]): string {
  if (triggers.length === 0) return "";
  return `triggers:\n${triggers.map(entryText).join("")}`;
}

function entryText(declared: DeclaredTrigger): string {
  const lines = Object.entries(declaredJson(declared)).map(([key, value]) => {
    if ((key !== "params" && key !== "labels") || !isMap(value)) return leafEntry(STEP, key, value);
    const inner = entriesOf(value).map(([name, each]) => leafEntry(`${STEP}  `, name, each));
    return `${STEP}${key}:\n${inner.join("")}`;
  });
  return `  - ${lines.join("").slice(STEP.length)}`;
}
