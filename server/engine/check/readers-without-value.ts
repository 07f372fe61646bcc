import { ownOf } from "../json/json.ts";
import type { GraphContent } from "../model/graph-content.ts";
import { valueReadings } from "./findings-missing-values.ts";

/**
 * What reads outputs of `source` that it does not give, and has no default: a sentence each.
 *
 * @param given the outputs that it gives; null: it is skipped and gives none. Declared defaults and required outputs count as given.
 */
export function readersWithoutValue(
  content: GraphContent,
  source: string,
  given: ReadonlySet<string> | null,
): readonly string[] {
  const { outputs = {}, foreach } = content.vertices.get(source) ?? {};
  // Of items there is a list, whatever each of them gives.
  if (given !== null && foreach !== undefined) return [];
  const isGiven = (key: string | null) => {
    if (given === null) return false;
    if (key === null || given.has(key)) return true;
    const declared = ownOf(outputs, key);
    return declared !== undefined && (declared.default !== undefined || declared.required === true);
  };
  const texts = valueReadings(content).flatMap((reading) =>
    // Which edges are taken after it is decided at once, and is part of the preview.
    reading.source !== source || reading.at === source
      ? []
      : [...reading.keys]
          .filter((key) => !isGiven(key))
          .map((key) => `${reading.what} reads outputs.${source}${key === null ? "" : `.${key}`}.`),
  );
  return [...new Set(texts)];
}
