import type { z } from "zod";
import type { listPipelinesInput } from "#contract/pipelines.ts";
import { PIPELINE_STATES } from "#engine/model/pipeline.ts";

/** What the list's address asks for. A word that is not known is ignored, so that an old link still shows a list. */
export function readListQuery(query: ReadonlyMap<string, string>): z.input<typeof listPipelinesInput> {
  const before = Number(query.get("before"));
  return {
    state: PIPELINE_STATES.find((state) => state === query.get("state")),
    graph: query.get("graph"),
    before: Number.isSafeInteger(before) && before > 0 ? before : undefined,
  };
}
