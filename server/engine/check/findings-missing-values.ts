import { readExpression } from "../expressions/expression.ts";
import { ownOf } from "../json/json.ts";
import { isGraph } from "../kinds/kinds.ts";
import { type Place, warningFinding } from "../model/finding.ts";
import type { Finding, FindingFix, GraphContent, VertexSpec } from "../model/graph-content.ts";
import { CertainEnds } from "./analysis/certain-ends.ts";
import { withoutCycles } from "./analysis/cycles-in-graph.ts";
import { isForSuccess } from "./analysis/edge-conditions.ts";
import { orderOf } from "./analysis/vertex-order.ts";

/** An expression without a default that reads the outputs of `source`. */
type Reading = {
  readonly source: string;
  readonly keys: ReadonlySet<string | null>;
  /** The vertex that reads, or whose end is judged by an edge; null: the end of the pipeline. */
  readonly at: string | null;
  readonly what: string;
  readonly todo: string;
  readonly place: Place;
};

/**
 * Warnings about values that may not be there when they are read, and that have no default: outputs that are not required,
 * and outputs of a vertex that may be skipped. An expression that asks with `has` is not warned of.
 */
export function missingValueFindings(whole: GraphContent): readonly Finding[] {
  const content = withoutCycles(whole);
  const readings = readingsIn(content, whole);
  if (readings.length === 0) return [];
  const uncertain = uncertainReadings(content, readings);
  return readings.flatMap((reading) => {
    const { source, what, todo, place } = reading;
    const warn = (read: string, why: string, fix: Pick<Place, "fix"> = {}) =>
      warningFinding("value-may-be-missing", `${what} reads ${read}, but ${why}. ${todo}`, {
        ...place,
        ...fix,
      });
    if (uncertain.has(reading)) {
      const when = reading.at === null ? "" : ` and ${reading.at} run all the same`;
      return [warn(`outputs.${source}`, `${source} may be skipped or fail${when}`)];
    }
    return optionalKeys(content.vertices.get(source) ?? {}, reading.keys).map((key) =>
      warn(`outputs.${source}.${key}`, `${source} need not give it: the output is not required`, {
        fix: requiredFix(source, key),
      }),
    );
  });
}

/** The expressions without a default that read outputs. One that asks with `has` is none of them. */
export function valueReadings(whole: GraphContent): readonly Reading[] {
  return readingsIn(withoutCycles(whole), whole);
}

function readingsIn(content: GraphContent, whole: GraphContent): readonly Reading[] {
  return [...inputReadings(content), ...edgeReadings(whole), ...graphReadings(content)];
}

/** Its vertex then fails where it does not give the output. */
function requiredFix(vertex: string, output: string): FindingFix {
  return {
    label: `Make the output ${output} of ${vertex} required`,
    change: "field",
    vertex,
    path: ["outputs", output, "required"],
    value: true,
  };
}

function inputReadings({ vertices }: GraphContent): readonly Reading[] {
  return [...vertices].flatMap(([at, spec]) => {
    const { inputs = {}, foreach, retry } = spec;
    const reading = (field: keyof VertexSpec, text: string | undefined, what: string, todo: string) =>
      readingsOf(text, { at, what, todo, place: { vertices: [at], field } });
    return [
      ...Object.entries(inputs).flatMap(([name, input]) => {
        // Somebody is asked, or the param of the graph has a default.
        const isOpen = (input.required === true && input.ask !== "never") || isGraph(spec);
        const text = isOpen || input.default !== undefined ? undefined : input.from;
        return reading("inputs", text, `The input ${name} of ${at}`, "Give the input a `default`.");
      }),
      ...reading(
        "foreach",
        foreach?.default === undefined ? foreach?.items : undefined,
        `\`foreach\` of ${at}`,
        "Give it a `default`, such as `default: []`.",
      ),
      ...reading(
        "foreach",
        typeof foreach?.parallel === "string" ? foreach.parallel : undefined,
        `\`parallel\` of ${at}`,
        "Ask with `has(…)`.",
      ),
      ...reading("retry", retry?.each, `\`retry\` of ${at}`, "Ask with `has(…)`."),
    ];
  });
}

/** A condition without an answer fails the tail of its edge. One that holds after failures, too, is known to ask. */
function edgeReadings({ edges, vertices }: GraphContent): readonly Reading[] {
  return edges.flatMap(({ tail, head, when }) => {
    if (!isForSuccess(when) || when === undefined || !vertices.has(tail)) return [];
    const place = { edges: [{ tail, head }] };
    const what = `The condition of ${tail} -> ${head}`;
    return readingsOf(when, { at: tail, what, todo: "Ask with `has(…)`.", place });
  });
}

function graphReadings({ outputs = {}, vertices }: GraphContent): readonly Reading[] {
  return Object.entries(outputs).flatMap(([name, { from, required, default: usual }]) =>
    readingsOf(required === true && usual === undefined ? from : undefined, {
      at: null,
      what: `The graph's required output ${name}`,
      todo: "Give the output a `default`.",
      place: {},
    }).filter(({ source }) => vertices.has(source)),
  );
}

function readingsOf(
  text: string | undefined,
  more: Pick<Reading, "at" | "what" | "todo" | "place">,
): readonly Reading[] {
  const reading = text === undefined ? null : readExpression(text);
  if (!reading?.ok) return [];
  const { outputs, asked } = reading.expression;
  return [...outputs].flatMap(([source, keys]) => (asked.has(source) ? [] : [{ source, keys, ...more }]));
}

/** The declared outputs among `keys` that a vertex need not give. Of items there is a list; a child graph declares its own. */
function optionalKeys(spec: VertexSpec, keys: ReadonlySet<string | null>): readonly string[] {
  const { outputs = {}, foreach } = spec;
  if (foreach !== undefined || isGraph(spec)) return [];
  return [...keys].flatMap((key) => {
    if (key === null) return [];
    const output = ownOf(outputs, key);
    const canBeMissing = output !== undefined && output.required !== true && output.default === undefined;
    return canBeMissing ? [key] : [];
  });
}

/** The sources that one pass through the graph handles, one bit each. */
const BATCH = 30;

/** The readings whose source need not have succeeded when they are evaluated. */
function uncertainReadings(content: GraphContent, readings: readonly Reading[]): ReadonlySet<Reading> {
  const ends = new CertainEnds(content, orderOf(content));
  const uncertain = new Set<Reading>();
  const bySource = new Map<string, Reading[]>();
  for (const reading of readings)
    if (bySource.get(reading.source)?.push(reading) === undefined) bySource.set(reading.source, [reading]);
  const sources = [...bySource];
  for (let from = 0; from < sources.length; from += BATCH) {
    const batch = sources.slice(from, from + BATCH);
    const before = ends.before(new Map(batch.map(([source], place) => [source, 1 << place])));
    batch.forEach(([source, own], place) => {
      const bit = 1 << place;
      for (const reading of own) {
        const { upstream = 0, succeeded = 0 } = before.get(reading.at ?? "") ?? {};
        // A final step runs whatever has happened. For others, a vertex that is not upstream is another rule's finding.
        const isFinal = content.vertices.get(reading.at ?? "")?.final !== undefined;
        const isCertain = !isFinal && ((upstream & bit) === 0 || (succeeded & bit) !== 0);
        if (reading.at === null ? !ends.alwaysSucceeds(source) : !isCertain) uncertain.add(reading);
      }
    });
  }
  return uncertain;
}
