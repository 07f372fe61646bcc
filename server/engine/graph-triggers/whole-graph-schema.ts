import * as z from "zod";
import { graphFileSchema, schemaOf } from "../graph-file/graph-file-schema.ts";
import { SCHEDULE_FIELDS } from "../schedules/schedule-file.ts";
import { TRIGGER_FIELDS } from "../triggers/trigger-file.ts";
import { TRIGGER_KIND_NAMES, TRIGGER_KINDS } from "../triggers/trigger-kinds.ts";

/** The JSON Schema of graph files, with the schedules and triggers that they may declare. */
export function wholeGraphSchema(): { readonly [key: string]: unknown } {
  const { properties, ...schema } = graphFileSchema();
  const { triggers, ...fields } = properties as Readonly<Record<string, object>>;
  const { $schema: _, ...list } = schemaOf(z.array(z.union(entries())).nullable());
  return { ...schema, properties: { ...fields, triggers: { ...triggers, ...list } } };
}

/** An entry of each kind. */
function entries(): readonly z.ZodType[] {
  const {
    schedule: _1,
    name,
    graph: _2,
    revision,
    params,
    pipelineName,
    priority,
    labels,
    state,
    ...times
  } = SCHEDULE_FIELDS;
  const launch = { revision, params, pipelineName, priority, labels, state };
  const { trigger: _3, graph: _4, ...trigger } = TRIGGER_FIELDS;
  const { webhook: _5, after: _6, stream: _7, ...common } = trigger;
  return [
    z.strictObject({ name, schedule: z.strictObject(times), ...launch }),
    ...TRIGGER_KIND_NAMES.map((kind) => z.strictObject({ ...common, [kind]: TRIGGER_KINDS[kind].settings })),
  ];
}
