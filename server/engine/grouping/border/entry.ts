import { isForFailure } from "../../check/analysis/edge-conditions.ts";
import type { EdgeSpec, VertexSpec } from "../../model/graph-content.ts";
import { reached } from "../../model/reached.ts";
import { type Border, canonicalEdge, edgesBy, isPlain, type Reason } from "./border.ts";
import type { Certain } from "./certain-edges.ts";

/** How the vertex of a group begins: its in-edges, as those of the first vertices in it, and its join. */
export type Entry = { readonly edges: readonly EdgeSpec[]; readonly join: VertexSpec["join"] };

/** The in-edges of the vertex of a group, and why they would not start the same as before. */
export function entryOf(
  border: Border,
  cases: readonly Certain[],
): { readonly entry: Entry; readonly reasons: readonly Reason[] } {
  const { content, inside, inner, entering } = border;
  const ins = edgesBy(inner, "head");
  const firsts = [...inside].filter((name) => !ins.has(name));
  const byHead = edgesBy(entering, "head");
  const [model = ""] = firsts.filter((name) => byHead.has(name));
  const edges = byHead.get(model) ?? [];
  const own = content.vertices.get(model)?.join;
  const entry: Entry = { edges, join: edges.length > 1 ? own : undefined };
  const reasons = [
    ...refusedEdges(border),
    ...firsts.flatMap((name) => refusedFirst(border, name, model, byHead, entry)),
    ...[...byHead.keys()]
      .filter((name) => ins.has(name))
      .flatMap((name) =>
        refusedLater(border, { name, own: byHead.get(name) ?? [], ins: ins.get(name) ?? [] }, entry, cases),
      ),
    ...refusedChoices(border),
    ...refusedInAnyCase(border),
  ];
  return { entry, reasons };
}

/** Edges that start what they lead to in a way that a child pipeline does not know. */
function refusedEdges({ content, entering }: Border): readonly Reason[] {
  const afterFailure = reached(content, reactionHeads(content.edges), "behind");
  return entering.flatMap((edge): Reason[] => {
    const { tail, head, when, rescue, after } = edge;
    const vertices = [tail, head];
    if (after !== undefined)
      return [{ text: `The timer ${tail} -> ${head} leads into the group. Leave ${head} out.`, vertices }];
    if (rescue !== true && (when === "always" || isForFailure(when)))
      return [
        {
          text: `${head} begins after a failure of ${tail}, or whatever its end is: it also runs when nothing else starts any more, and a vertex in a child graph does not. Leave it out, or select ${tail}, too.`,
          vertices,
        },
      ];
    return afterFailure.has(tail)
      ? [
          {
            text: `${tail}, before ${head}, may run after a failure when nothing else starts any more, and so may ${head}. In a child graph it would not.`,
            vertices,
          },
        ]
      : [];
  });
}

/** The heads of edges that are taken although nothing new starts. */
function reactionHeads(edges: readonly EdgeSpec[]): readonly string[] {
  return edges.flatMap(({ head, when, rescue, after }) =>
    after !== undefined || (rescue !== true && (when === "always" || isForFailure(when))) ? [head] : [],
  );
}

function refusedFirst(
  { content }: Border,
  name: string,
  model: string,
  byHead: ReadonlyMap<string, readonly EdgeSpec[]>,
  entry: Entry,
): readonly Reason[] {
  if (entry.edges.length === 0 || name === model) return [];
  const own = byHead.get(name) ?? [];
  const tails = (edges: readonly EdgeSpec[]) => edges.map(({ tail }) => tail).join(", ");
  if (own.length === 0)
    return [
      {
        text: `${name} begins at once, and ${model} waits for ${tails(entry.edges)}. In the group both would wait.`,
        vertices: [name, model],
      },
    ];
  const keys = (edges: readonly EdgeSpec[]) => edges.map(canonicalEdge).sort().join("\n");
  if (keys(own) !== keys(entry.edges))
    return [
      {
        text: `${name} and ${model} do not begin after the same edges: ${name} after ${tails(own)}, ${model} after ${tails(entry.edges)}. A group begins once, with all of it.`,
        vertices: [name, model],
      },
    ];
  return own.length > 1 && content.vertices.get(name)?.join !== entry.join
    ? [{ text: `${name} and ${model} wait for the same edges by other rules.`, vertices: [name, model] }]
    : [];
}

/** A vertex with its in-edges from before the group, and those from inside of it. */
type Later = {
  readonly name: string;
  readonly own: readonly EdgeSpec[];
  readonly ins: readonly EdgeSpec[];
};

/** A vertex that waits for something inside of the group, and for something before it. */
function refusedLater(
  { content }: Border,
  { name, own, ins }: Later,
  { edges, join }: Entry,
  cases: readonly Certain[],
): readonly Reason[] {
  const { join: rule = "all" } = content.vertices.get(name) ?? {};
  const known = new Set(edges.map(canonicalEdge));
  const isWaitedFor = join !== "any" && own.every((edge) => isPlain(edge) && known.has(canonicalEdge(edge)));
  const isStarted =
    rule === "all"
      ? cases.every(({ isTaken }) => ins.some(isTaken))
      : rule === "every" && (edges.length === 1 || join === "every");
  if (isWaitedFor && isStarted) return [];
  const tails = own.map(({ tail }) => tail);
  return [
    {
      text: `${name} waits for ${tails.join(", ")} outside of the group and for vertices in it. All of the group would wait for ${tails.length === 1 ? "that" : "those"}. Leave ${name} out, or select ${tails.join(", ")}, too.`,
      vertices: [name, ...tails],
    },
  ];
}

/** What runs inside in any case also ran where the group does not begin at all. */
function refusedInAnyCase({ inner, entering }: Border): readonly Reason[] {
  if (entering.length === 0) return [];
  return inner.flatMap(({ tail, head, when }) =>
    when === "always"
      ? [
          {
            text: `${head} runs in any case after ${tail}, also where ${tail} does not begin: a group that does not begin runs nothing. Leave ${head} out.`,
            vertices: [tail, head],
          },
        ]
      : [],
  );
}

/** Tails that choose among their edges, of which several become one. */
function refusedChoices({ content, entering, choosers }: Border): readonly Reason[] {
  const withDefault = new Set(content.edges.flatMap((edge) => (edge.default === true ? [edge.tail] : [])));
  return [...edgesBy(entering, "tail")].flatMap(([tail, edges]): Reason[] => {
    if (edges.length === 1 || !(choosers.has(tail) || withDefault.has(tail))) return [];
    const heads = edges.map(({ head }) => head);
    return [
      {
        text: `${tail} chooses among its edges, and ${heads.join(", ")} are several of them: as one edge they would be chosen together.`,
        vertices: [tail, ...heads],
      },
    ];
  });
}
