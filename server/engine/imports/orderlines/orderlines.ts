import { addFlows } from "../flows/add-flows.ts";
import type { Flow, FlowNode } from "../flows/flow-graph.ts";
import type { DefinitionPart } from "../foreign/definition-part.ts";
import { seconds } from "../foreign/foreign-values.ts";
import { GraphBuilder, graphNameFrom } from "../foreign/graph-builder.ts";
import { addTaskFields, addTaskOutputs, callbackOf, type TaskContext } from "./orderlines-task.ts";
import { conditionOf } from "./orderlines-values.ts";

/** Tasks in tasks deeper than that are refused. */
const MAX_DEPTH = 64;

/** The sort of a task that calls a function. */
const FUNCTION = "common";

/** The ends of a part of the process: the nodes where it begins and ends. */
type Ends = { readonly first: string; readonly last: string };

/**
 * A process of orderlines: tasks that are linked by `next_id`, with groups and parallel parts that hold tasks by their ids.
 *
 * @throws RangeError if tasks are nested too deep.
 */
export function importOrderlines(definition: DefinitionPart, name?: string): readonly GraphBuilder[] {
  const info = definition.part("process_info");
  const wanted = info?.text("process_name") ?? "imported";
  const builder = new GraphBuilder(name ?? graphNameFrom(wanted));
  if (info !== null) addHeader(builder, info, name === undefined ? wanted : name);
  const tasks = definition.all("process_node");
  new OrderlinesReader(builder, tasks).read();
  builder.noteUnread(null, definition.unread());
  return [builder];
}

function addHeader(builder: GraphBuilder, info: DefinitionPart, wanted: string): void {
  if (builder.name !== wanted)
    builder.note(null, info.placeOf("process_name"), `its name was ${JSON.stringify(wanted)}`);
  const config = info.part("process_config");
  const limit = config?.number("timeout") ?? null;
  if (limit !== null && limit > 0) builder.set("timeout", seconds(limit));
  const about = [
    info.text("desc"),
    info.text("process_id") && `Process ${info.text("process_id")} of orderlines.`,
    info.text("creator") && `Made by ${info.text("creator")}.`,
    info.text("updater") && `Last changed by ${info.text("updater")}.`,
  ];
  builder.set("description", about.filter((text) => text !== null && text !== "").join(" "));
}

class OrderlinesReader {
  private readonly builder: GraphBuilder;
  private readonly tasks: ReadonlyMap<string, DefinitionPart>;
  private readonly nodes = new Map<string, FlowNode>();
  private readonly flows: Flow[] = [];
  private readonly names = new Map<string, string>();
  private readonly ends = new Map<string, Ends | null>();
  private context: TaskContext = { variables: new Map() };

  constructor(builder: GraphBuilder, tasks: readonly DefinitionPart[]) {
    this.builder = builder;
    this.tasks = new Map(tasks.map((part) => [part.text("task_id") ?? part.place, part]));
  }

  read(): void {
    for (const [id, part] of this.tasks) {
      const type = part.text("task_type");
      if (
        type !== "start" &&
        type !== "end" &&
        type !== "parallel" &&
        type !== "group" &&
        type !== "process_control"
      )
        this.names.set(id, this.builder.reserve(part.text("task_name") ?? id, part.placeOf("task_name")));
    }
    const variables = new Map<string, { expression: string; type: string }>();
    for (const [id, name] of this.names) {
      const part = this.tasks.get(id);
      if (part !== undefined) addTaskOutputs(this.builder, name, part, variables);
    }
    this.context = { variables };
    for (const id of this.tasks.keys()) this.endsOf(id, 1);
    for (const [id, part] of this.tasks) this.follow(id, part);
    const tails = addFlows(this.builder, { nodes: [...this.nodes.values()], flows: this.flows }, this.names);
    this.noteConditions(tails);
    for (const [id, part] of this.tasks) {
      this.builder.noteUnread(this.names.get(id) ?? null, part.unread());
      part.ignore(...part.names());
    }
  }

  private readonly unclear = new Map<string, string>();

  private noteConditions(tails: ReadonlyMap<string, string>): void {
    for (const [origin, text] of this.unclear)
      this.builder.note(tails.get(origin) ?? null, origin, text, true);
  }

  /** The nodes of a task; each is made once. Null for what is no step: the start. */
  private endsOf(id: string, depth: number): Ends | null {
    if (depth > MAX_DEPTH)
      throw new RangeError(`The tasks are nested deeper than ${MAX_DEPTH} levels, or in a ring.`);
    const known = this.ends.get(id);
    if (known !== undefined) return known;
    const part = this.tasks.get(id);
    if (part === undefined) return null;
    const ends = this.made(id, part, depth);
    this.ends.set(id, ends);
    return ends;
  }

  private made(id: string, part: DefinitionPart, depth: number): Ends | null {
    const kwargs = part.part("method_kwargs");
    switch (part.text("task_type")) {
      case "start":
        part.ignore("task_name", "task_module", "method_name");
        return null;
      case "end":
        part.ignore("task_name", "task_module", "method_name");
        return this.node({ id, name: null, type: "end" });
      case "parallel": {
        part.ignore("task_module", "method_name");
        const inside = this.inside(id, part, kwargs?.texts("parallel_task_ids") ?? [], depth);
        const fork = this.node({ id: `${id} begins`, name: part.text("task_name"), type: "gateway" });
        const join = this.node({ id: `${id} ends`, name: null, type: "gateway" });
        for (const { first, last } of inside) {
          this.flows.push({ from: fork.first, to: first }, { from: last, to: join.first });
        }
        if (inside.length === 0) this.flows.push({ from: fork.first, to: join.first });
        return { first: fork.first, last: join.first };
      }
      case "group": {
        part.ignore("task_module", "method_name", "task_name");
        const inside = this.inside(id, part, kwargs?.texts("group_ids") ?? [], depth);
        for (const [index, { first }] of inside.entries()) {
          const before = inside[index - 1];
          if (before !== undefined) this.flows.push({ from: before.last, to: first });
        }
        const [begin] = inside;
        const end = inside.at(-1);
        return begin === undefined || end === undefined
          ? this.node({ id, name: part.text("task_name"), type: "gateway" })
          : { first: begin.first, last: end.last };
      }
      case "process_control":
        part.ignore("task_module", "method_name");
        return this.node({ id, name: part.text("task_name"), type: "gateway", branch: "one" });
      default:
        this.noteUnknownType(id, part);
        addTaskFields(this.builder, this.names.get(id) ?? id, part, this.context);
        this.addNotice(id, part);
        return this.node({ id, name: this.names.get(id) ?? null, type: "work" });
    }
  }

  private noteUnknownType(id: string, part: DefinitionPart): void {
    const type = part.text("task_type");
    if (type === null || type === FUNCTION) return;
    this.builder.note(
      this.names.get(id) ?? null,
      part.placeOf("task_type"),
      `this sort of task is not known: ${type}. It was read as a function that is called`,
      true,
    );
  }

  private inside(id: string, part: DefinitionPart, ids: readonly string[], depth: number): readonly Ends[] {
    return ids.flatMap((each) => {
      const ends = this.endsOf(each, depth + 1);
      if (ends === null)
        this.builder.note(
          null,
          part.placeOf("method_kwargs"),
          `not carried over: task ${each} in ${id} is not there`,
          true,
        );
      return ends === null ? [] : [ends];
    });
  }

  private node(node: FlowNode): Ends {
    this.nodes.set(node.id, node);
    return { first: node.id, last: node.id };
  }

  /** Where a task leads: by its conditions, or by `next_id`. `prev_id` says the same from the other side. */
  private follow(id: string, part: DefinitionPart): void {
    part.ignore("task_id", "task_type", "prev_id");
    const from = this.ends.get(id)?.last;
    const next = part.text("next_id");
    if (part.text("task_type") === "process_control") this.addConditions(id, part);
    if (next === null) return;
    const to = this.ends.get(next)?.first;
    if (to === undefined)
      this.builder.note(
        this.names.get(id) ?? null,
        part.placeOf("next_id"),
        `not carried over: task ${next} is not there`,
        true,
      );
    else if (from !== undefined) this.flows.push({ from, to });
  }

  private addConditions(id: string, part: DefinitionPart): void {
    const kwargs = part.part("method_kwargs");
    const type = kwargs?.text("process_control_type") ?? "result";
    if (type !== "result")
      this.builder.note(
        null,
        kwargs?.placeOf("process_control_type") ?? "",
        `this sort of choice is not known: ${type}. It was read as \`result\``,
        true,
      );
    for (const each of kwargs?.all("conditions") ?? []) {
      const target = each.text("task_id") ?? "";
      const to = this.ends.get(target)?.first;
      const { when, problem } = conditionOf(each, this.context.variables);
      const origin = each.place;
      if (problem !== null) this.unclear.set(origin, problem);
      if (to === undefined)
        this.builder.note(null, origin, `not carried over: task ${target} is not there`, true);
      else this.flows.push({ from: id, to, when, origin });
    }
  }

  /** A notice after a failure is a step of its own here. */
  private addNotice(id: string, part: DefinitionPart): void {
    const name = this.names.get(id) ?? id;
    const callback = callbackOf(part);
    if (callback === null) return;
    const notice = this.builder.reserve(`${name} failed`, part.placeOf("task_config.callback"));
    this.builder.add(notice, { kind: callback === "send_email" ? "email" : "script" });
    this.builder.note(
      notice,
      part.placeOf("task_config.callback"),
      `after a failure of ${name} it called ${callback}: say whom it tells, or remove the vertex and make a rule for notices`,
    );
    this.builder.connect({ tail: name, head: notice, when: "failed" });
  }
}
