import { type Command, Option } from "commander";
import type { ListedTrigger, TriggerList } from "#contract/triggers/triggers.ts";
import { TRIGGER_KIND_NAMES, type TriggerKind } from "#engine/triggers/trigger-kinds.ts";
import { DELIVERY_STATES, type DeliveryState } from "#engine/triggers/trigger-states.ts";
import type { Client } from "../../command/client.ts";
import type { CommandContext, JsonOption } from "../../command/command-context.ts";
import { defineVerb } from "../../command/define-verb.ts";
import { rowId } from "../../input/row-id.ts";
import { DELIVERY_HEAD, deliveryCells, deliveryText, triggerLines } from "../../output/trigger-text.ts";
import { shownText } from "../../text/shown-text.ts";

const LAST_DELIVERIES = 5;

type ListOptions = JsonOption & {
  readonly graph?: string;
  readonly kind?: TriggerKind;
  readonly search?: string;
  readonly removed?: true;
};

/** `trigger list`: every trigger, by name. */
export function addTriggerList(group: Command, context: CommandContext): void {
  defineVerb(group, "list", "list the triggers", "trigger list --graph deploy")
    .option("--graph <name>", "only those of this graph")
    .addOption(new Option("--kind <kind>", "only those of this kind").choices(TRIGGER_KIND_NAMES))
    .option("--search <text>", "only those whose name contains this")
    .option("--removed", "those that were removed, and no others")
    .action(async ({ json, graph, kind, search, removed }: ListOptions) => {
      const filter = { graph, kind, search, isRemoved: removed ?? false };
      const triggers = await allTriggers(await context.server(), filter);
      context.give({ json }, triggers, () =>
        triggers.length === 0
          ? "There are no such triggers. Make one with `trigger apply -f FILE`.\n"
          : context.table(
              ["NAME", "KIND", "GRAPH", "STATE", "LAST"],
              triggers.map(({ name, kind: of, graph: launched, revision, state, last }) => [
                name,
                of,
                revision === null ? launched : `${launched}@${revision}`,
                context.state(state),
                last === null ? "-" : deliveryText(last),
              ]),
            ),
      );
    });
}

type Filter = NonNullable<Parameters<Client["triggers"]["list"]["query"]>[0]>;

/** All that match, page by page. */
async function allTriggers(client: Client, filter: Filter): Promise<readonly ListedTrigger[]> {
  const triggers: ListedTrigger[] = [];
  for (let after: TriggerList["next"] | undefined; ; ) {
    const asked = { ...filter, ...(after && { after }), limit: 200 };
    const page: TriggerList = await client.triggers.list.query(asked);
    triggers.push(...page.triggers);
    if (page.next === null) return triggers;
    after = page.next;
  }
}

/** `trigger show NAME`: its settings, what is wrong with it now, and what became of its last events. */
export function addTriggerShow(group: Command, context: CommandContext): void {
  defineVerb(group, "show", "show a trigger with its last deliveries", "trigger show on-push --json")
    .argument("<name>", "the trigger's name")
    .action(async (name: string, options: JsonOption) => {
      const client = await context.server();
      const { trigger, problems } = await client.triggers.show.query({ name });
      const { deliveries } = await client.triggers.deliveries.query({ name, limit: LAST_DELIVERIES });
      context.give(options, { ...trigger, problems, deliveries }, () =>
        [
          ...triggerLines(trigger).map(([word, text]) => `${word.padEnd(11)}${text}\n`),
          ...problems.map((problem) => `${"Problem".padEnd(11)}${shownText(problem)}\n`),
          deliveries.length === 0
            ? "\nNo event came yet.\n"
            : `\nLast deliveries:\n${context.table(DELIVERY_HEAD, deliveries.map(deliveryCells))}`,
        ].join(""),
      );
    });
}

type DeliveriesOptions = JsonOption & { readonly state?: DeliveryState; readonly before?: number };

/** `trigger deliveries NAME [ID]`: what became of its events, a page at a time; with a number one of them, with its event. */
export function addTriggerDeliveries(group: Command, context: CommandContext): void {
  defineVerb(
    group,
    "deliveries",
    "what became of the events of a trigger, newest first; of one: what came in",
    "trigger deliveries on-push --state refused",
  )
    .argument("<name>", "the trigger's name")
    .argument("[id]", "one of them: it is printed with what came in", (text: string) =>
      rowId(text, "delivery"),
    )
    .addOption(new Option("--state <state>", "only those in this state").choices(DELIVERY_STATES))
    .option("--before <id>", "only those before this one", (text: string) => rowId(text, "delivery"))
    .action(async (name: string, id: number | undefined, { json, state, before }: DeliveriesOptions) => {
      const client = await context.server();
      if (id !== undefined) {
        const delivery = await client.triggers.delivery.query({ name, id });
        const cut = delivery.isCut ? "\nOnly its beginning is kept.\n" : "\n";
        context.give(
          { json },
          delivery,
          () => `${deliveryText(delivery)}\n${shownText(delivery.event)}${cut}`,
        );
        return;
      }
      const { deliveries, next } = await client.triggers.deliveries.query({ name, state, before });
      context.give({ json }, deliveries, () =>
        deliveries.length === 0
          ? "There are no such deliveries.\n"
          : context.table(DELIVERY_HEAD, deliveries.map(deliveryCells)),
      );
      if (next !== null) context.say(`There are more: add --before ${next}.`);
    });
}
