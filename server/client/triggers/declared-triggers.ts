import type { ScheduleView } from "#contract/triggers/schedules.ts";
import type { TriggerView } from "#contract/triggers/triggers.ts";
import { type DeclaredTrigger, declaredJson } from "#engine/graph-triggers/declared-trigger.ts";
import { writeJson } from "#engine/json/write-json.ts";
import {
  type Applied,
  applySchedule,
  applyTrigger,
  isNotFound,
  removed,
  type TriggerApi,
} from "./apply-trigger.ts";
import { fileOfView as fileOfSchedule } from "./schedule-input.ts";
import { fileOfView as fileOfTrigger } from "./trigger-input.ts";

const PAGE = 200;
/** So many are asked for at once. */
const TOGETHER = 20;

/** What is under the name of a declared trigger on the server. */
export type PresentTrigger = DeclaredTrigger & { readonly graph: string; readonly version: number };

/** What applying a declared trigger would do. `other-graph`: its name is that of one that launches another graph. */
export type DeclaredAct = "make" | "change" | "keep" | "remove" | "nothing" | "other-graph";

/** What is on the server under the name of a declared trigger; null where there is none, or none that may be seen. */
export async function findPresent(
  api: TriggerApi,
  declared: DeclaredTrigger,
): Promise<PresentTrigger | null> {
  const { name } = declared.file;
  try {
    if (declared.of === "schedule") {
      const { schedule } = await api.schedules.show.query({ name });
      return schedule.observed === "removed" ? null : presentSchedule(schedule);
    }
    const { trigger } = await api.triggers.show.query({ name });
    return trigger.state === "removed" ? null : presentTrigger(trigger);
  } catch (error) {
    if (isNotFound(error)) return null;
    throw error;
  }
}

/** What applying would do, as far as the client can know: the server may still refuse it. */
export function declaredAct(declared: DeclaredTrigger, present: PresentTrigger | null): DeclaredAct {
  const { state } = declared.file;
  const isOther = present !== null && present.graph.toLowerCase() !== declared.file.graph.toLowerCase();
  if (isOther) return "other-graph";
  if (present === null || present.file.state === "removed") return state === "removed" ? "nothing" : "make";
  if (state === "removed") return "remove";
  const wanted = { ...declared.file, graph: present.graph, state: state ?? present.file.state };
  return textOf({ ...declared, file: wanted } as DeclaredTrigger) === textOf(present) ? "keep" : "change";
}

/** What the file says, without what is as usual. */
function textOf(declared: DeclaredTrigger): string {
  const { schedule, ...others } = declaredJson(declared);
  if (schedule === undefined) return writeJson(others);
  const { zone = "UTC", ...times } = schedule as Readonly<Record<string, unknown>>;
  return writeJson({ ...others, schedule: { ...times, zone } });
}

/** A declared trigger has the name of one that launches another graph. */
export class OtherGraph extends Error {
  constructor({ of, file }: DeclaredTrigger, graph: string) {
    super(`There is a ${of} "${file.name}" already, which launches another graph: ${graph}.`);
    this.name = "OtherGraph";
  }
}

/**
 * Applies a declared trigger by the procedures that its own file would use, unless somebody changed it since it was looked
 * at. One that launches another graph is left alone.
 *
 * @param present what was there when it was looked at, by `findPresent`; null: there was none.
 * @throws OtherGraph, or what the server refuses.
 */
export async function applyDeclared(
  api: TriggerApi,
  declared: DeclaredTrigger,
  present: PresentTrigger | null,
): Promise<Applied> {
  if (present !== null && declaredAct(declared, present) === "other-graph")
    throw new OtherGraph(declared, present.graph);
  const version = present?.version ?? 0;
  return declared.of === "schedule"
    ? applySchedule(api, declared.file, version)
    : applyTrigger(api, declared.file, version);
}

/** Every schedule and trigger that launches a graph and is not removed, as a graph file would declare it. */
export async function triggersOfGraph(api: TriggerApi, graph: string): Promise<readonly PresentTrigger[]> {
  const found: PresentTrigger[] = [];
  for (let after: Position | null | undefined; after !== null; ) {
    const { schedules, next } = await api.schedules.list.query({
      graph,
      limit: PAGE,
      ...(after && { after }),
    });
    found.push(...schedules.map(presentSchedule));
    after = next;
  }
  for (let after: Position | null | undefined; after !== null; ) {
    const { triggers, next } = await api.triggers.list.query({ graph, limit: PAGE, ...(after && { after }) });
    found.push(...triggers.map(presentTrigger));
    after = next;
  }
  return found.filter(({ file }) => file.state !== "removed");
}

/**
 * What launches a graph, as `triggersOfGraph` gives it, and what else has a name that the file declares: one that launches
 * another graph, or one that is just being removed.
 */
export async function findPresentOf(
  api: TriggerApi,
  graph: string,
  declared: readonly DeclaredTrigger[],
): Promise<readonly PresentTrigger[]> {
  const found = [...(await triggersOfGraph(api, graph))];
  const known = new Set(found.map(keyOf));
  const missing = declared.filter((each) => !known.has(keyOf(each)));
  for (let start = 0; start < missing.length; start += TOGETHER) {
    const some = missing.slice(start, start + TOGETHER);
    const others = await Promise.all(some.map((each) => findPresent(api, each)));
    found.push(...others.filter((each) => each !== null));
  }
  return found;
}

type Position = { readonly name: string; readonly id: number };

function presentSchedule(view: ScheduleView): PresentTrigger {
  return { of: "schedule", file: fileOfSchedule(view), graph: view.graph, version: view.version };
}

function presentTrigger(view: TriggerView): PresentTrigger {
  return { of: "trigger", file: fileOfTrigger(view), graph: view.graph, version: view.version };
}

/** Those of a graph that its file does not declare. */
export function undeclared(
  present: readonly PresentTrigger[],
  declared: readonly DeclaredTrigger[],
): readonly PresentTrigger[] {
  const names = new Set(declared.map(keyOf));
  return present.filter((each) => !names.has(keyOf(each)));
}

/** Removes a schedule or a trigger, unless somebody changed it since it was looked at. That it is gone is what was wanted. */
export function removeDeclared(
  api: TriggerApi,
  { of, version, file: { name } }: PresentTrigger,
): Promise<Applied> {
  return of === "schedule"
    ? removed(() => api.schedules.set.mutate({ name, desired: "removed", version }), "removed")
    : removed(() => api.triggers.set.mutate({ name, state: "removed", version }), "removed");
}

/** Tells a declared trigger from the others of a file. */
export function keyOf({ of, file }: DeclaredTrigger): string {
  return `${of} ${file.name}`;
}
