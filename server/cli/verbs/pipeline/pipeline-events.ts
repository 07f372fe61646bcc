import type { Command } from "commander";
import type { EventView } from "#contract/pipelines/pipelines.ts";
import { wordOfState } from "#engine/model/state-words.ts";
import type { Client } from "../../command/client.ts";
import type { CommandContext, JsonOption } from "../../command/command-context.ts";
import { defineVerb } from "../../command/define-verb.ts";
import { rowId } from "../../input/row-id.ts";
import { timeText } from "../../text/time-text.ts";

const PAGE = 1_000;

/** `pipeline events ID`: every transition of the pipeline and its tracks, in order, with who caused it. */
export function addPipelineEvents(group: Command, context: CommandContext): void {
  defineVerb(group, "events", "print every transition, in order", "pipeline events 7 --json")
    .argument("<id>", "the pipeline's number")
    .action(async (id: string, options: JsonOption) => {
      const events = await allEvents(await context.server(), rowId(id, "pipeline"));
      context.give(options, events, () =>
        context.table(
          ["TIME", "REV", "VERTEX", "FROM", "TO", "ATTEMPT", "BY", "REASON"],
          events.map((event) => cellsOf(context, event)),
        ),
      );
    });
}

async function allEvents(client: Client, id: number): Promise<EventView[]> {
  const events: EventView[] = [];
  for (;;) {
    const last = events.at(-1);
    const after = last === undefined ? undefined : { rev: last.rev, n: last.n };
    const page = await client.pipelines.events.query({ id, after, limit: PAGE });
    events.push(...page);
    if (page.length < PAGE) return events;
  }
}

function cellsOf(
  context: CommandContext,
  { at, rev, kind, vertex, from, to, attempt, actor, reason }: EventView,
) {
  return [
    timeText(at),
    String(rev),
    vertex ?? "(pipeline)",
    from === null ? "-" : wordOfState(from),
    kind === "refused" || to === null ? "refused" : { text: wordOfState(to), paint: context.paint.state(to) },
    attempt === null ? "-" : String(attempt),
    actor,
    reason ?? "",
  ];
}
