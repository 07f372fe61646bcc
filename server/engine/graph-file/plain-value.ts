import { type Document, isAlias, isMap, isNode, isScalar, isSeq, type Pair, type YAMLMap } from "yaml";

/** The most aliases that are followed, counted where they stand: an alias in a list that is aliased counts again. */
const MAX_ALIASES = 100;

export type PlainValue =
  | { readonly ok: true; readonly value: unknown }
  /** `node` is the part of the text that the problem is about. */
  | { readonly ok: false; readonly text: string; readonly node: unknown };

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
 * The value of a YAML document without parser errors as plain JavaScript, with its aliases followed and its merge keys
 * (`<<: *name`) carried out. A key of the map itself counts more than a merged one; of two merged ones the first counts.
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
    return { value: isScalar(node) ? node.value : null, aliases: 0 };
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
    return { value: Object.fromEntries(entries), aliases };
  }
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
    if (typeof map === "object" && map !== null && !Array.isArray(map)) return Object.entries(map);
    throw new NotPlain("Wanted a map after `<<`, or a list of maps, such as `<<: *name`.", node);
  });
}

function sumOf(items: readonly Counted[]): number {
  return items.reduce((sum, { aliases }) => sum + aliases, 0);
}
