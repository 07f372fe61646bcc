import { readExpression } from "../expressions/expression.ts";
import { errorFinding, type Place } from "../model/finding.ts";
import type { Finding, FindingFix, GraphContent } from "../model/graph-content.ts";
import { wouldCycle } from "../plan/would-cycle.ts";
import { MAX_EDGES } from "../shape/graph-shape.ts";
import { withCyclesContracted } from "./analysis/cycles-in-graph.ts";
import { orderOf } from "./analysis/vertex-order.ts";

/** An expression that reads the outputs of `source`; `at` is the vertex at which it is evaluated. */
type Reading = {
  readonly source: string;
  readonly at: string;
  readonly isAtEnd: boolean;
  readonly what: string;
  readonly place: Place;
};

/**
 * Findings about expressions that read the outputs of a vertex that may not have run yet. An input's `from` may read the
 * vertices upstream of its vertex; an edge's `when` may also read its tail. Everything but final steps is upstream of a
 * final step.
 */
export function outputReadingFindings(content: GraphContent): readonly Finding[] {
  const readings = [...inputReadings(content), ...edgeReadings(content)];
  const sound = soundReadings(content, readings);
  const ofGraph = Object.entries(content.outputs ?? {}).flatMap(([name, { from }]) =>
    sourcesIn(from)
      .filter((source) => !content.vertices.has(source))
      .map((source) =>
        errorFinding(
          "outputs-not-upstream",
          `The graph's output ${name} reads outputs.${source}, but the graph has no vertex ${source}.`,
        ),
      ),
  );
  let offers = 0;
  const ofVertices = readings.flatMap((reading) => {
    if (sound.has(reading)) return [];
    const { source, at, what } = reading;
    offers += 1;
    const fix = offers > MAX_OFFERS ? null : connectionOf(content, reading);
    const place = { ...reading.place, ...(fix !== null && { fix }) };
    const why = content.vertices.has(source)
      ? `${source} is not upstream of ${at}`
      : `the graph has no vertex ${source}`;
    return [errorFinding("outputs-not-upstream", `${what} reads outputs.${source}, but ${why}.`, place)];
  });
  return [...ofVertices, ...ofGraph];
}

/** So many findings have a fix: each costs one pass through the graph. */
const MAX_OFFERS = 20;

/** The edge that would let the reader wait for what it reads, as a fix; null where such an edge would be wrong, too. */
function connectionOf({ vertices, edges }: GraphContent, { source, at }: Reading): FindingFix | null {
  const [tail, head] = [vertices.get(source), vertices.get(at)];
  if (tail === undefined || head === undefined || tail.branch !== undefined) return null;
  if (tail.final !== undefined || head.final !== undefined) return null;
  const isTimed = edges.some((edge) => edge.head === at && edge.after !== undefined);
  if (isTimed || edges.length >= MAX_EDGES || wouldCycle(edges, source, at) !== null) return null;
  return { label: `Let ${at} wait for ${source}`, change: "connect", vertex: at, tail: source };
}

function inputReadings({ vertices }: GraphContent): readonly Reading[] {
  return [...vertices].flatMap(([at, { inputs = {}, foreach, retry }]) => {
    const place = { vertices: [at] };
    const reading = (text: string, what: string) =>
      sourcesIn(text).map((source) => ({ source, at, isAtEnd: false, what, place }));
    return [
      ...Object.entries(inputs).flatMap(([name, { from = "" }]) =>
        reading(from, `The input ${name} of ${at}`),
      ),
      ...reading(foreach?.items ?? "", `\`foreach\` of ${at}`),
      ...reading(typeof foreach?.parallel === "string" ? foreach.parallel : "", `\`parallel\` of ${at}`),
      ...reading(retry?.each ?? "", `\`retry\` of ${at}`),
    ];
  });
}

function edgeReadings({ edges }: GraphContent): readonly Reading[] {
  return edges.flatMap(({ tail, head, when = "" }) =>
    (WORDS.has(when) ? [] : sourcesIn(when)).map((source) => {
      return {
        source,
        at: tail,
        isAtEnd: true,
        what: `The edge ${tail} -> ${head}`,
        place: { edges: [{ tail, head }] },
      };
    }),
  );
}

const WORDS: ReadonlySet<string> = new Set(["", "failed", "always"]);

/** The vertices that an expression reads; empty if it cannot be parsed, which another rule finds. */
function sourcesIn(text: string): readonly string[] {
  const reading = text === "" ? null : readExpression(text);
  return reading?.ok ? [...reading.expression.outputs.keys()] : [];
}

/**
 * The readings whose source is upstream. One pass through the graph handles thirty sources, one bit each, so that
 * thousands of readings do not need a traversal each. Vertices on one cycle count as upstream of each other, because another
 * rule finds the cycle.
 */
function soundReadings(content: GraphContent, readings: readonly Reading[]): ReadonlySet<Reading> {
  const sound = new Set<Reading>();
  const bySource = new Map<string, Reading[]>();
  for (const reading of readings) {
    const source = content.vertices.get(reading.source);
    if (source === undefined) continue;
    const isFinal = content.vertices.get(reading.at)?.final !== undefined;
    const isOwnTail = reading.isAtEnd && reading.source === reading.at;
    if (isOwnTail || (isFinal && source.final === undefined)) sound.add(reading);
    else if (bySource.get(reading.source)?.push(reading) === undefined)
      bySource.set(reading.source, [reading]);
  }
  if (bySource.size === 0) return sound;
  const contracted = withCyclesContracted(content);
  const { standsFor } = contracted;
  const order = orderOf(contracted);
  const sources = [...bySource];
  for (let from = 0; from < sources.length; from += 30) {
    const batch = sources.slice(from, from + 30);
    const bits = new Map(batch.map(([source], place) => [source, 1 << place]));
    const above = new Map<string, number>();
    const own = new Map<string, number>();
    for (const [name, bit] of bits) own.set(standsFor(name), (own.get(standsFor(name)) ?? 0) | bit);
    for (const name of order.names) {
      const passed = (above.get(name) ?? 0) | (own.get(name) ?? 0);
      if (passed !== 0)
        for (const head of order.headsOf.get(name) ?? []) above.set(head, (above.get(head) ?? 0) | passed);
    }
    for (const [source, asked] of batch) {
      const bit = bits.get(source) ?? 0;
      for (const reading of asked) {
        const at = standsFor(reading.at);
        const isOnOneCycle = reading.at !== source && at === standsFor(source);
        if (isOnOneCycle || ((above.get(at) ?? 0) & bit) !== 0) sound.add(reading);
      }
    }
  }
  return sound;
}
