import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  type Pair,
  type Scalar,
  type YAMLMap,
} from "yaml";
import { isNumberText, numberOf } from "../../json/exact-number.ts";
import { cutWithMark } from "../../text/cut-text.ts";
import { MAX_ALIASES } from "./yaml-limits.ts";

export type PlainValue =
  | { readonly ok: true; readonly value: unknown }
  /** `node` is the part of the text that the problem is about. */
  | { readonly ok: false; readonly text: string; readonly node: unknown };

/** What the schema `core` also reads as a number, but JSON does not have. */
const OTHER_NUMBER = /^(?:0o[0-7]+|0x[0-9a-fA-F]+)$/;

/** A value with the number of aliases that were followed for it. */
type Counted = { readonly value: unknown; readonly aliases: number };

class NotPlain extends Error {
  readonly node: unknown;

  constructor(text: string, node: unknown) {
    super(text);
    this.node = node;
  }
}

/**
 * The value of a YAML document without parser errors, as JSON has it: maps are Maps, and numbers keep their digits. Its
 * aliases are followed and its merge keys (`<<: *name`) carried out. A key of the map itself counts more than a merged
 * one; of two merged ones the first counts. A number that JSON would write differently, such as `010`, is refused.
 */
export function plainValue(document: Document): PlainValue {
  try {
    return { ok: true, value: new Reading().valueOf(document.contents).value };
  } catch (error) {
    if (!(error instanceof NotPlain)) throw error;
    return { ok: false, text: error.message, node: error.node };
  }
}

class Reading {
  /** By anchor; null while the anchor's own value is being read. */
  private readonly anchors = new Map<string, Counted | null>();

  /** Reads the nodes in the order of the text, so that an alias finds the nearest anchor before it. */
  valueOf(node: unknown): Counted {
    if (isAlias(node)) return this.followed(node.source, node);
    const anchor = isNode(node) && "anchor" in node ? node.anchor : undefined;
    if (anchor !== undefined) this.anchors.set(anchor, null);
    const counted = this.ownValueOf(node);
    // Counted where they stand: an alias in a list that is aliased counts again.
    if (counted.aliases > MAX_ALIASES)
      throw new NotPlain(
        `The aliases (\`*name\`) cannot be followed: there are more than ${MAX_ALIASES}. Write the text out instead.`,
        node,
      );
    if (anchor !== undefined) this.anchors.set(anchor, counted);
    return counted;
  }

  private followed(anchor: string, node: unknown): Counted {
    const target = this.anchors.get(anchor);
    if (target === null || target === undefined)
      throw new NotPlain(
        `The alias \`*${anchor}\` cannot be followed: it is inside of its own anchor.`,
        node,
      );
    return { value: target.value, aliases: target.aliases + 1 };
  }

  private ownValueOf(node: unknown): Counted {
    if (isSeq(node)) {
      const items = node.items.map((item) => this.valueOf(item));
      return { value: items.map(({ value }) => value), aliases: sumOf(items) };
    }
    if (isMap(node)) return this.mapOf(node);
    return { value: isScalar(node) ? scalarOf(node) : null, aliases: 0 };
  }

  private mapOf(node: YAMLMap): Counted {
    const own = new Set(node.items.filter((pair) => !isMerge(pair)).map(({ key }) => nameOf(key)));
    const entries = new Map<string, unknown>();
    let aliases = 0;
    for (const pair of node.items) {
      this.valueOf(pair.key);
      const counted = this.valueOf(pair.value);
      aliases += counted.aliases;
      if (!isMerge(pair)) entries.set(nameOf(pair.key), counted.value);
      else
        for (const [name, value] of mergedEntries(counted.value, pair.value))
          if (!own.has(name) && !entries.has(name)) entries.set(name, value);
    }
    return { value: entries, aliases };
  }
}

function scalarOf(node: Scalar): unknown {
  if (typeof node.value !== "number" && typeof node.value !== "bigint") return node.value;
  const text = node.source ?? String(node.value);
  if (isNumberText(text)) return numberOf(text);
  // Not a number of JSON: `untrustedValueProblem` refuses it.
  if (/^[-+]?\.(?:inf|nan)$/i.test(text)) return Number(node.value);
  throw new NotPlain(otherNumberText(text, node.value), node);
}

function otherNumberText(text: string, value: number | bigint): string {
  const shown = cutWithMark(text, 40);
  const why = OTHER_NUMBER.test(text)
    ? "programs do not agree on what it means"
    : /^[-+]?0[0-9]/.test(text)
      ? "it begins with a zero, which some programs read as octal and others leave out"
      : "JSON writes numbers differently";
  return `\`${shown}\` cannot be kept as it is written: ${why}. Write the number as \`${String(value)}\`, or put it in quotes if it is text: "${shown}".`;
}

/** True for the key `<<` without quotes. */
function isMerge({ key }: Pair): boolean {
  return isScalar(key) && key.value === "<<" && key.type === "PLAIN";
}

function nameOf(key: unknown): string {
  return isScalar(key) ? String(key.value) : "";
}

function mergedEntries(value: unknown, node: unknown): readonly (readonly [string, unknown])[] {
  const maps: readonly unknown[] = Array.isArray(value) ? value : [value];
  return maps.flatMap((map) => {
    if (map instanceof Map) return [...(map as ReadonlyMap<string, unknown>)];
    throw new NotPlain("Wanted a map after `<<`, or a list of maps, such as `<<: *name`.", node);
  });
}

function sumOf(items: readonly Counted[]): number {
  return items.reduce((sum, { aliases }) => sum + aliases, 0);
}
