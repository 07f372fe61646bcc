import type { EventView } from "#contract/pipelines/pipelines.ts";
import { wordOfState } from "#engine/model/state-words.ts";

/** What an event says, as a sentence: "load: running → failed — exit 3". */
export function eventSentence({ kind, vertex, from, to, reason, attempt }: EventView): string {
  const who =
    vertex === null
      ? "Pipeline"
      : `${vertex}${attempt !== null && attempt > 1 ? ` (attempt ${attempt})` : ""}`;
  const what =
    kind === "refused" ? "refused" : from === null ? wordOf(to) : `${wordOf(from)} → ${wordOf(to)}`;
  return `${who}: ${what}${reason === null ? "" : ` — ${reason}`}`;
}

function wordOf(state: EventView["to"]): string {
  return state === null ? "" : wordOfState(state);
}
