import type { ServersDraft, SessionPorts } from "./session-ports.ts";

/** The graph that a session edits: its number stays, its name may change. */
type EditedGraph = { readonly graphId: number; readonly name: string };
type Ports = Pick<SessionPorts, "newest" | "nameNow" | "failureOf">;

/**
 * Whether somebody gave the graph another name.
 *
 * @param onName is told the name that it has now.
 * @throws where the server does not answer.
 */
export async function isRenamed(
  ports: Ports,
  { graphId, name }: EditedGraph,
  onName: (name: string) => void,
): Promise<boolean> {
  const now = await ports.nameNow(graphId);
  if (now === null || now === name) return false;
  onName(now);
  return true;
}

/**
 * What the server has of the graph, whatever its name is by now. Where it was deleted: of the one that has its name.
 *
 * @param onName as for `isRenamed`.
 * @throws where the server does not answer, or there is neither.
 */
export async function newestOf(
  ports: Ports,
  graph: EditedGraph,
  onName: (name: string) => void,
): Promise<ServersDraft> {
  let name = graph.name;
  const follow = () =>
    isRenamed(ports, graph, (now) => {
      name = now;
      onName(now);
    });
  try {
    const found = await ports.newest(name);
    if (found.graphId === graph.graphId || !(await follow())) return found;
  } catch (error) {
    if (ports.failureOf(error).why !== "refused" || !(await follow())) throw error;
  }
  return ports.newest(name);
}
