import { addFlows } from "../flows/add-flows.ts";
import type { Flow, FlowNode } from "../flows/flow-graph.ts";
import type { DefinitionPart } from "../foreign/definition-part.ts";
import { celCondition } from "../foreign/foreign-condition.ts";
import type { Variable } from "../foreign/foreign-values.ts";
import { freeGraphName, GraphBuilder, graphNameFrom } from "../foreign/graph-builder.ts";
import { addActivity } from "./pipeline-tree-activity.ts";
import { addOutputs, addParams, type Child, type GivenOutputs } from "./pipeline-tree-values.ts";

/** Deeper processes in processes are refused. */
const MAX_DEPTH = 16;

/**
 * A `pipeline_tree` of bamboo-pipeline and bk-sops: activities, gateways and flows by id. Each process inside of it is a
 * graph of its own.
 *
 * @returns the graphs, those that others run first.
 * @throws RangeError if processes are nested too deep.
 */
export function importPipelineTree(definition: DefinitionPart, name?: string): readonly GraphBuilder[] {
  const tree = definition.part("pipeline_tree") ?? definition;
  const wanted = definition.text("name") ?? tree.text("name") ?? tree.text("id") ?? "imported";
  const graphs: GraphBuilder[] = [];
  addTree(tree, name ?? graphNameFrom(wanted), { graphs, taken: new Set() }, 1);
  const main = graphs.at(-1);
  if (tree !== definition) main?.noteUnread(null, definition.unread());
  return graphs;
}

/** The graphs that are done, and the names of these and of those that are not. */
type Made = { readonly graphs: GraphBuilder[]; readonly taken: Set<string> };

/** Adds the graph of a process, and before it those of the processes inside. @returns what it gives. */
function addTree(tree: DefinitionPart, name: string, made: Made, depth: number): GivenOutputs {
  if (depth > MAX_DEPTH) throw new RangeError(`The processes are nested deeper than ${MAX_DEPTH} levels.`);
  const builder = new GraphBuilder(name);
  made.taken.add(name.toLowerCase());
  tree.ignore("id", "name");
  // Where things stand on the canvas of that system; here the editor chooses.
  tree.ignore("location", "line");
  const activities = tree.all("activities");
  const names = new Map(
    activities.map((part) => {
      const id = idOf(part);
      return [id, builder.reserve(part.text("name") ?? id, part.placeOf("name"))] as const;
    }),
  );
  const children = new Map<string, Child>();
  for (const part of activities) {
    const inside = part.part("pipeline");
    if (inside === null) continue;
    const id = idOf(part);
    const graph = freeGraphName(`${name}-${graphNameFrom(names.get(id) ?? "")}`, made.taken);
    children.set(id, { graph, outputs: addTree(inside, graph, made, depth + 1) });
  }
  const variables = addParams(builder, tree, names, children);
  for (const part of activities) {
    const id = idOf(part);
    addActivity(builder, names.get(id) ?? "", part, variables, children.get(id)?.graph ?? null);
  }
  addProcessFlows(builder, tree, names, variables);
  const outputs = addOutputs(builder, tree, variables);
  for (const part of activities) builder.noteUnread(names.get(idOf(part)) ?? null, part.unread());
  for (const part of activities) part.ignore(...part.names());
  builder.noteUnread(null, tree.unread());
  // It is listed here, and not once more by the process around it.
  tree.ignore(...tree.names());
  made.graphs.push(builder);
  return outputs;
}

function idOf(part: DefinitionPart): string {
  return part.text("id") ?? part.place;
}

const BRANCHES: Readonly<Record<string, FlowNode["branch"]>> = {
  ExclusiveGateway: "one",
  ConditionalParallelGateway: "some",
};

function addProcessFlows(
  builder: GraphBuilder,
  tree: DefinitionPart,
  names: ReadonlyMap<string, string>,
  variables: ReadonlyMap<string, Variable>,
): void {
  const gateways = tree.all("gateways");
  const conditions = new Map<string, Condition>();
  const start = tree.part("start_event");
  const end = tree.part("end_event");
  const gatewayNodes = gateways.map((part) => gatewayNode(builder, part, conditions));
  const endId = end?.text("id") ?? null;
  const nodes: readonly FlowNode[] = [
    ...[...names].map(([id, name]) => ({ id, name, type: "work" }) as const),
    ...gatewayNodes,
    ...(endId === null ? [] : [{ id: endId, name: null, type: "end" } as const]),
  ];
  for (const event of [start, end]) event?.ignore("type", "name", "incoming", "outgoing", "labels");
  const startId = start?.text("id") ?? null;
  const known = new Set(nodes.map(({ id }) => id));
  const unclear = new Map<string, Condition>();
  const used = new Set<string>();
  const flows = tree.all("flows").flatMap((part): readonly Flow[] => {
    const origin = idOf(part);
    const [from, to] = [part.text("source") ?? "", part.text("target") ?? ""];
    const isDefault = part.flag("is_default") || conditions.get(origin)?.isDefault === true;
    if (from === startId && startId !== null) return [];
    if (!known.has(from) || !known.has(to)) {
      builder.note(
        null,
        part.place,
        `not carried over: it leads from ${from} to ${to}, and one of them is not there`,
        true,
      );
      return [];
    }
    const condition = conditions.get(origin);
    used.add(origin);
    if (isDefault) {
      if (condition !== undefined && condition.text !== "")
        builder.note(
          null,
          condition.place,
          `the edge is the default one, so its condition was not carried over: ${condition.text}`,
        );
      return [{ from, to, isDefault, origin }];
    }
    if (condition === undefined) return [{ from, to, origin }];
    const when = celCondition(condition.text, variables);
    if (when === null) unclear.set(origin, condition);
    return [{ from, to, when: when ?? "false", origin }];
  });
  for (const [origin, { text, place }] of conditions)
    if (!used.has(origin))
      builder.note(
        null,
        place,
        `not carried over: there is no edge ${origin} that could have this condition: ${text}`,
        true,
      );
  const tails = addFlows(builder, { nodes, flows }, names);
  for (const [origin, { text, place }] of unclear)
    builder.note(
      tails.get(origin) ?? null,
      place,
      `this condition could not be read, so the edge is never taken: ${text}. Write it as an expression`,
      true,
    );
}

type Condition = { readonly text: string; readonly place: string; readonly isDefault?: boolean };

function gatewayNode(
  builder: GraphBuilder,
  part: DefinitionPart,
  conditions: Map<string, Condition>,
): FlowNode {
  const id = idOf(part);
  const type = part.text("type") ?? "";
  part.ignore("incoming", "outgoing", "converge_gateway_id", "labels");
  const all = part.part("conditions");
  for (const flow of all?.names() ?? []) {
    const condition = all?.part(flow);
    const text = condition?.text("evaluate") ?? "";
    if (condition === null || condition === undefined) continue;
    conditions.set(flow, { text, place: condition.placeOf("evaluate") });
    condition.ignore("tag");
    const name = condition.text("name");
    if (name !== null && !text.includes(name))
      builder.note(null, condition.placeOf("name"), `the condition was called ${JSON.stringify(name)}`);
  }
  const usual = part.part("default_condition");
  const flow = usual?.text("flow_id") ?? null;
  usual?.ignore("tag", "name");
  if (flow !== null)
    conditions.set(flow, { text: "", place: part.placeOf("default_condition"), isDefault: true });
  const branch = Object.hasOwn(BRANCHES, type) ? BRANCHES[type] : undefined;
  if (branch === undefined && !/^(?:Parallel|Converge)Gateway$/.test(type))
    builder.note(
      null,
      part.placeOf("type"),
      `this sort of gateway is not known: ${type}. It was read as one that joins and forks`,
      true,
    );
  return { id, name: part.text("name"), type: "gateway", ...(branch !== undefined && { branch }) };
}
