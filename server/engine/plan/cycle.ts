import { pathBack } from "./path-back.ts";

/** Successors of each vertex by number. */
export type Successors = readonly (readonly number[])[];

/**
 * One cycle for each strongly connected component of two or more vertices: the shortest cycle through the vertex with
 * the lowest number, which comes first. An edge from a vertex to itself is not reported. Takes linear time and does not
 * recurse, so a cycle of 10,000 vertices does not exhaust the stack.
 */
export function cyclesOf(successors: Successors): readonly (readonly number[])[] {
  const componentOf = stronglyConnected(successors);
  const size = new Map<number, number>();
  for (const component of componentOf) size.set(component, (size.get(component) ?? 0) + 1);
  const cycles: (readonly number[])[] = [];
  const done = new Set<number>();
  componentOf.forEach((component, number) => {
    if (size.get(component) === 1 || done.has(component)) return;
    done.add(component);
    cycles.push(shortestCycle(successors, number, (other) => componentOf[other] === component));
  });
  return cycles;
}

function shortestCycle(
  successors: Successors,
  start: number,
  isInside: (number: number) => boolean,
): readonly number[] {
  const cameFrom = new Map<number, number>();
  const reached = [start];
  for (const number of reached) {
    for (const next of successors[number] ?? []) {
      if (next === number || !isInside(next)) continue;
      if (next === start) return pathBack(cameFrom, number, start);
      if (cameFrom.has(next)) continue;
      cameFrom.set(next, number);
      reached.push(next);
    }
  }
  throw new Error(`Vertex number ${start} is in a component but on no cycle.`);
}

/** Tarjan's strongly connected components, without recursion: the number of the component of each vertex. */
export function stronglyConnected(successors: Successors): readonly number[] {
  const count = successors.length;
  const seenAt = new Array<number>(count).fill(-1);
  const lowest = new Array<number>(count).fill(-1);
  const componentOf = new Array<number>(count).fill(-1);
  const open: number[] = [];
  const path: { readonly number: number; next: number }[] = [];
  let clock = 0;
  const enter = (number: number) => {
    seenAt[number] = lowest[number] = clock;
    clock += 1;
    open.push(number);
    path.push({ number, next: 0 });
  };
  for (let root = 0; root < count; root += 1) {
    if (seenAt[root] !== -1) continue;
    enter(root);
    for (let step = path.at(-1); step !== undefined; step = path.at(-1)) {
      const { number } = step;
      const next = successors[number]?.[step.next];
      step.next += 1;
      if (next !== undefined) {
        if (seenAt[next] === -1) enter(next);
        else if (componentOf[next] === -1) lower(lowest, number, seenAt[next]);
        continue;
      }
      path.pop();
      const above = path.at(-1);
      if (above !== undefined) lower(lowest, above.number, lowest[number]);
      if (lowest[number] !== seenAt[number]) continue;
      for (let member = open.pop(); member !== undefined; member = open.pop()) {
        componentOf[member] = number;
        if (member === number) break;
      }
    }
  }
  return componentOf;
}

function lower(lowest: number[], number: number, to: number | undefined): void {
  lowest[number] = Math.min(lowest[number] ?? 0, to ?? 0);
}
