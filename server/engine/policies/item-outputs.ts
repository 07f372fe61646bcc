import { ownOf, type Values } from "../json/json.ts";
import { writeJson } from "../json/write-json.ts";
import type { VertexSpec } from "../model/graph-content.ts";

/** The largest outputs of a track, in characters of JSON: the same limit as for a script. */
const MAX_OUTPUT = 1_048_576;
const PROBLEM = "the outputs of its items are longer than 1 MiB together";
/** The least that one value takes in a list: one character and a comma. */
const MIN_VALUE = 2;

type OutputsOfItems =
  | { readonly ok: true; readonly outputs: Values }
  /** `problem` is part of a sentence. */
  | { readonly ok: false; readonly problem: string };

/** Gathers the outputs of items, in their order. It keeps no more of them than the vertex may have. */
export class ItemOutputs {
  private readonly declared: readonly string[] | null;
  private readonly names: Set<string>;
  private readonly items: (Values | null)[] = [];
  /** At least so long are those that were added. */
  private length = 0;

  constructor({ outputs }: VertexSpec) {
    this.declared = outputs === undefined ? null : Object.keys(outputs);
    this.names = new Set(this.declared);
  }

  /** Adds the outputs of the next item; false where all together are too long: the rest need not be read. */
  add(given: Values | null): boolean {
    if (this.isTooLong) return false;
    const kept: [string, Values[string]][] = [];
    for (const name of this.declared ?? Object.keys(given ?? {})) {
      const value = ownOf(given ?? {}, name);
      if (value === undefined) continue;
      kept.push([name, value]);
      this.names.add(name);
      this.length += writeJson(value).length;
    }
    this.items.push(Object.fromEntries(kept));
    return !this.isTooLong;
  }

  /** For each name the list of values in the order of the items, with null for a missing value. */
  all(): OutputsOfItems {
    const tooLong = { ok: false, problem: PROBLEM } as const;
    if (this.isTooLong) return tooLong;
    const gathered = [...this.names].map((name) => [
      name,
      this.items.map((outputs) => ownOf(outputs ?? {}, name) ?? null),
    ]);
    const outputs = Object.fromEntries(gathered);
    return writeJson(outputs).length > MAX_OUTPUT ? tooLong : { ok: true, outputs };
  }

  private get isTooLong(): boolean {
    const inLists = this.names.size * this.items.length * MIN_VALUE;
    return Math.max(this.length, inLists) > MAX_OUTPUT;
  }
}
