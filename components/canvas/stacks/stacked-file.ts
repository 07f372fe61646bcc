import { edgeLabel } from "#components/draft/edits/edge-kind.ts";
import { edgeId, type Point } from "#components/draft/edits/edit.ts";
import type { EdgeSpec, GraphFile, VertexSpec } from "#engine/model/graph-content.ts";
import type { Stack } from "./find-stacks.ts";

/** More than this share of the vertices in stacks: where the others stood says nothing any more. */
const MOST = 0.5;

/**
 * The file as a canvas with stacks draws it: each stack is one vertex, with the edges of its members. Places that people
 * gave stay, and a stack stands among those of its members; where most vertices are in stacks, there are no places.
 */
export function stackedFile(file: GraphFile, stacks: readonly Stack[]): GraphFile {
  if (stacks.length === 0) return file;
  const stackOf = new Map(stacks.flatMap((stack) => stack.members.map((name) => [name, stack] as const)));
  const shownAs = (name: string) => stackOf.get(name)?.id ?? name;
  const vertices = new Map<string, VertexSpec>();
  for (const [name, spec] of file.content.vertices) {
    const shown = shownAs(name);
    if (!vertices.has(shown)) vertices.set(shown, spec);
  }
  const edges = new Map<string, EdgeSpec>();
  for (const edge of file.content.edges) {
    const ends = { tail: shownAs(edge.tail), head: shownAs(edge.head) };
    const known = edges.get(edgeId(ends));
    // Edges with several conditions are drawn as one without any.
    const isSame = known === undefined || edgeLabel(known) === edgeLabel(edge);
    if (ends.tail !== ends.head) edges.set(edgeId(ends), isSame ? { ...edge, ...ends } : ends);
  }
  const content = { ...file.content, vertices, edges: [...edges.values()] };
  if (stackOf.size > file.content.vertices.size * MOST) return { ...file, content, layout: new Map() };
  const layout = new Map([...file.layout].filter(([name]) => !stackOf.has(name)));
  for (const { id, members } of stacks) {
    const place = middleOf(members.flatMap((name) => file.layout.get(name) ?? []));
    if (place !== null) layout.set(id, place);
  }
  return { ...file, content, layout };
}

/** The place that is nearest to the middle of all: a card stood there, so the stack covers no other one. */
function middleOf(places: readonly Point[]): Point | null {
  const [x, y] = [mean(places.map((place) => place.x)), mean(places.map((place) => place.y))];
  const distance = (place: Point) => Math.hypot(place.x - x, place.y - y);
  return places.reduce<Point | null>(
    (best, place) => (best !== null && distance(best) <= distance(place) ? best : place),
    null,
  );
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0) / Math.max(1, numbers.length);
}
