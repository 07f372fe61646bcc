import type { SaveTriggerInput, TriggerView } from "#contract/triggers/triggers.ts";
import type { TriggerFile } from "#engine/triggers/trigger-file.ts";

/** What a trigger file says, as the API takes it. What the file leaves out is as usual. */
export function saveInputOf(file: TriggerFile): SaveTriggerInput {
  const {
    name,
    graph,
    revision,
    kind,
    settings,
    filter,
    params = {},
    pipelineName,
    priority = 0,
    labels = {},
  } = file;
  return {
    ...{ name, graph, kind, priority },
    revision: revision ?? null,
    settings: { ...settings },
    filter: filter ?? null,
    params: { ...params },
    labels: { ...labels },
    pipelineName: pipelineName ?? null,
  };
}

/** A stored trigger as a file. What is as usual is left out. */
export function fileOfView(view: TriggerView): TriggerFile {
  const { name, graph, revision, kind, settings, filter, params, pipelineName, priority, labels, state } =
    view;
  return {
    ...{ trigger: 1, name, graph, kind, settings },
    ...(revision !== null && { revision }),
    ...(filter !== null && { filter }),
    ...(Object.keys(params).length > 0 && { params }),
    ...(pipelineName !== null && { pipelineName }),
    ...(priority !== 0 && { priority }),
    ...(Object.keys(labels).length > 0 && { labels }),
    state,
  };
}
