import { isForFailure } from "../../check/analysis/edge-conditions.ts";
import type { EdgeSpec, VertexSpec } from "../../model/graph-content.ts";
import { nameList } from "../../text/name-list.ts";
import { type Border, edgesBy, isPlain, type Reason } from "./border.ts";
import { breakingVertices, type Certain } from "./certain-edges.ts";
import { surelyEnded } from "./surely-ended.ts";

/** How a group goes on: its out-edges, still with their tails inside, and how it chooses among them. */
export type Exit = {
  readonly edges: readonly EdgeSpec[];
  readonly branch: VertexSpec["branch"];
  /** The vertex inside that chose among these edges before; null where none did. */
  readonly chooser: string | null;
  /** Vertices inside for which those behind the group did not wait, and now do. */
  readonly waitedFor: readonly string[];
};

/** The out-edges of the vertex of a group, and why they would not be taken in the same cases as before. */
export function exitOf(
  border: Border,
  cases: readonly Certain[],
): { readonly exit: Exit; readonly reasons: readonly Reason[] } {
  const { content, inside, leaving } = border;
  const byHead = edgesBy(leaving, "head");
  const ends = endsOf(border);
  const isIgnored = (name: string) => content.vertices.get(name)?.onFailure === "ignore";
  const tails = new Set(leaving.map(({ tail }) => tail));
  const isAside = (name: string) => !tails.has(name) && isIgnored(name);
  const waited = ends.filter((name) => !isAside(name));
  const [only] = waited;
  const chooser = waited.length === 1 && only !== undefined && tails.has(only) ? only : null;
  const exit: Exit = {
    edges: [...byHead.values()].flatMap(([first]) => (first === undefined ? [] : [first])),
    branch: chooser === null ? undefined : content.vertices.get(chooser)?.branch,
    chooser,
    waitedFor: waitedForNow(border, isIgnored),
  };
  if (leaving.length === 0) return { exit, reasons: [] };
  const place: HeadPlace = { border, cases, waited, chooser };
  const heads = [...byHead].flatMap(([head, edges]) => refusedHead(place, head, edges));
  const success = [...byHead].filter(([, edges]) => edges.some(isForSuccessOnly)).map(([head]) => head);
  const needed = inside.size === 1 || success.length === 0 ? null : breakingVertices(border, success);
  const passed =
    needed === null
      ? []
      : [...inside].filter((name) => !needed.has(name) && !isIgnored(name) && !border.reactions.has(name));
  const reasons = [...heads, ...refusedChoosers(place), ...refusedIgnored(border), ...refusedRouting(border)];
  if (passed.length > 0 && heads.length === 0)
    reasons.push({
      text: `${nameList(success)} can run although ${nameList(passed, { word: "or" })} failed. After a failure in the group nothing that waits for its success runs.`,
      vertices: [...passed, ...success],
    });
  return { exit, reasons };
}

/** Those whose failure is ignored need not end before what is behind begins; in the group they must. */
function waitedForNow(
  { content, inside, leaving, reactions }: Border,
  isIgnored: (name: string) => boolean,
): readonly string[] {
  const ended = [...edgesBy(leaving, "head").values()].map((edges) => surelyEnded(content, edges));
  return [...inside].filter(
    (name) => isIgnored(name) && !reactions.has(name) && ended.some((all) => !all.has(name)),
  );
}

type HeadPlace = {
  readonly border: Border;
  readonly cases: readonly Certain[];
  /** The last vertices inside, for all of which those behind the group have to wait. */
  readonly waited: readonly string[];
  readonly chooser: string | null;
};

/** The last vertices inside: nothing inside follows them, but for what runs after their failure. */
export function endsOf({ inside, inner, reactions }: Border): readonly string[] {
  const goingOn = new Set(inner.flatMap(({ tail, head }) => (reactions.has(head) ? [] : [tail])));
  return [...inside].filter((name) => !goingOn.has(name) && !reactions.has(name));
}

function isForSuccessOnly({ when, rescue }: EdgeSpec): boolean {
  return when !== "always" && rescue !== true && !isForFailure(when);
}

function refusedHead(place: HeadPlace, head: string, edges: readonly EdgeSpec[]): readonly Reason[] {
  const { border, waited } = place;
  const say = (text: string, vertices: readonly string[] = edges.map(({ tail }) => tail)): Reason[] => [
    { text, vertices: [...vertices, head] },
  ];
  const [first] = edges;
  if (first === undefined) return [];
  const { tail, when } = first;
  if (edges.some(({ after }) => after !== undefined))
    return say(`The timer ${tail} -> ${head} leads out of the group. Select ${head}, too.`);
  const reacting = edges.find((edge) => border.reactions.has(edge.tail));
  if (reacting !== undefined)
    return say(
      `${head} follows ${reacting.tail}, which runs only after a failure inside. The group has failed then. Select ${head}, too.`,
    );
  if (border.inside.size === 1) return refusedSingle(edges);
  if (edges.some(({ when: other }) => other !== when))
    return say(
      `The edges from the group to ${head} have different conditions. One edge cannot have them all.`,
    );
  if (when === "failed") return refusedFailed(place, head, edges);
  if (isForFailure(when))
    return say(
      `The condition of ${tail} -> ${head} reads how ${tail} ended. The group ends as all of it did. Select ${head}, too.`,
    );
  const tails = new Set(edges.map((edge) => edge.tail));
  const missing = waited.filter((name) => !tails.has(name));
  if (missing.length > 0)
    return say(
      `${head} does not wait for ${nameList(missing)}. In the group it would, and after a failure there it would not run. Leave out what it does not wait for, or select ${head}, too.`,
      missing,
    );
  return when === "always" ? refusedAlways(place, head, edges) : refusedSuccess(place, head, edges);
}

/** Of one vertex alone, each edge stays what it is, but for what a graph does not say of its end. */
function refusedSingle(edges: readonly EdgeSpec[]): readonly Reason[] {
  return edges.flatMap(({ tail, head, when }): Reason[] => {
    const vertices = [tail, head];
    if (when !== "failed" && isForFailure(when))
      return [
        {
          text: `The condition of ${tail} -> ${head} reads how ${tail} ended. A graph has no exit code.`,
          vertices,
        },
      ];
    return [];
  });
}

/** Edges that are taken in other cases after a failure that is ignored, which is a success of the group. */
function refusedIgnored({ content, leaving }: Border): readonly Reason[] {
  return leaving.flatMap((edge): Reason[] => {
    const { tail, head, when } = edge;
    const { onFailure, branch } = content.vertices.get(tail) ?? {};
    const isSame = when === "always" || (isPlain(edge) && branch === undefined);
    if (onFailure !== "ignore" || isSame) return [];
    return [
      {
        text: `Whether ${head} runs is decided in another way after a failure of ${tail}, which is ignored: the child would succeed then.`,
        vertices: [tail, head],
      },
    ];
  });
}

/**
 * What runs inside after a failure of a vertex that decides how the group goes on. It also fails where it cannot decide: none
 * of its conditions is met, or one has no answer. That is then a failure of the group, and no longer of it.
 */
function refusedRouting({ content, inner, leaving }: Border): readonly Reason[] {
  const forFailure = edgesBy(
    inner.filter(({ when }) => isForFailure(when)),
    "tail",
  );
  return [...edgesBy(leaving, "tail")].flatMap(([tail, edges]): Reason[] => {
    const heads = (forFailure.get(tail) ?? []).map(({ head }) => head);
    const decides =
      content.vertices.get(tail)?.branch !== undefined ||
      edges.some(({ when }) => when !== undefined && when !== "failed" && when !== "always");
    if (heads.length === 0 || !decides) return [];
    return [
      {
        text: `${nameList(heads)} also ${heads.length === 1 ? "runs" : "run"} where ${tail} fails because none of its conditions is met, or one has no answer. The group would decide that at its end, when nothing inside runs any more. Leave out ${nameList(heads)} and ${tail}, or select what ${tail} leads to, too.`,
        vertices: [tail, ...heads],
      },
    ];
  });
}

/** A reaction of a group runs if anything in it failed, so before it has to run after a failure of each vertex. */
function refusedFailed({ border }: HeadPlace, head: string, edges: readonly EdgeSpec[]): readonly Reason[] {
  const { content, inside, inner, reactions } = border;
  const vertices = [...edges.map(({ tail }) => tail), head];
  if (edges.some(({ rescue }) => rescue === true))
    return [
      {
        text: `${head} rescues ${vertices[0]} alone, and cannot rescue the group. Select ${head}, too.`,
        vertices,
      },
    ];
  if (inner.some(({ rescue }) => rescue === true))
    return [
      {
        text: `${head} also runs after failures that are rescued inside of the group: the child would succeed.`,
        vertices,
      },
    ];
  const tails = new Set(edges.map(({ tail }) => tail));
  const others = [...inside].filter((name) => !reactions.has(name) && !tails.has(name));
  if (others.length > 0)
    return [
      {
        text: `${head} runs after a failure of ${nameList(edges.map(({ tail }) => tail))}, and not of ${nameList(others)}. It would run after any failure in the group.`,
        vertices,
      },
    ];
  return content.vertices.get(head)?.join === "any" || edges.length === 1
    ? []
    : [
        {
          text: `${head} waits for a failure of several vertices by a rule that one edge cannot have.`,
          vertices,
        },
      ];
}

function refusedAlways({ border }: HeadPlace, head: string, edges: readonly EdgeSpec[]): readonly Reason[] {
  return border.content.vertices.get(head)?.join === "any" && edges.length > 1
    ? [refusedAny(head, edges)]
    : [];
}

function refusedAny(head: string, edges: readonly EdgeSpec[]): Reason {
  const tails = edges.map(({ tail }) => tail);
  return {
    text: `${head} begins after the first of ${tails.join(", ")}. Behind the group it would wait for all of it.`,
    vertices: [...tails, head],
  };
}

function refusedSuccess(
  { border, cases, chooser }: HeadPlace,
  head: string,
  edges: readonly EdgeSpec[],
): readonly Reason[] {
  const vertices = [...edges.map(({ tail }) => tail), head];
  const { join = "all" } = border.content.vertices.get(head) ?? {};
  if (join === "any" && edges.length > 1) return [refusedAny(head, edges)];
  if (!edges.every(isPlain) || (chooser !== null && border.choosers.has(chooser))) {
    const [edge] = edges;
    const isOne = edges.length === 1 && edge?.tail === chooser;
    if (isOne && cases.every(({ runs }) => runs(edge?.tail ?? ""))) return [];
    return [
      {
        text: isOne
          ? `${edge?.tail}, which decides whether ${head} runs, may be skipped itself. Then the group would still succeed.`
          : `Whether ${head} runs is decided inside of the group, at ${nameList(edges.map(({ tail }) => tail))}, which is not its one end. Select ${head}, too.`,
        vertices,
      },
    ];
  }
  const isReached = cases.every(({ isTaken }) =>
    join === "every" ? edges.every(isTaken) : edges.some(isTaken),
  );
  return isReached
    ? []
    : [
        {
          text: `${head} is skipped where ${nameList(vertices.slice(0, -1), { word: "or" })} ${edges.length === 1 ? "is" : "are"} skipped. The group would succeed all the same. Select ${head}, too.`,
          vertices,
        },
      ];
}

/** Vertices inside that choose among edges of which some lead out, and are not the one end of the group. */
function refusedChoosers({ border, chooser }: HeadPlace): readonly Reason[] {
  const { content, leaving } = border;
  const withDefault = new Set(content.edges.flatMap((edge) => (edge.default === true ? [edge.tail] : [])));
  return [...edgesBy(leaving, "tail").keys()].flatMap((tail): Reason[] => {
    const isChoice = content.vertices.get(tail)?.branch !== undefined || withDefault.has(tail);
    if (!isChoice || tail === chooser) return [];
    return [
      {
        text: `${tail} chooses among edges of which some lead out of the group. Only the one end of a group can.`,
        vertices: [tail],
      },
    ];
  });
}
