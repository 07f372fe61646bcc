import {
  deliveryInput,
  listDeliveriesInput,
  listTriggersInput,
  saveTriggerInput,
  sendToTriggerInput,
  setTriggerInput,
  testTriggerInput,
  triggerInput,
} from "#contract/triggers/triggers.ts";
import { saveTrigger, setTrigger } from "#services/triggers/save-trigger.ts";
import { sendToTrigger, testTrigger } from "#services/triggers/send-event.ts";
import {
  listDeliveriesOf,
  listTriggers,
  showDelivery,
  showTrigger,
} from "#services/triggers/show-triggers.ts";
import { INSIDE, MANY, TRIGGER } from "../../about.ts";
import { change, query, repeatable, router } from "../../init.ts";

export const triggersRouter = router({
  list: query("read", listTriggersInput, MANY).query(async ({ ctx, input = {} }) =>
    listTriggers(ctx.database.queries, input, await ctx.readable()),
  ),
  show: query("read", triggerInput, TRIGGER).query(({ ctx, input }) =>
    showTrigger(ctx.database.queries, input.name),
  ),
  /** What became of its events. */
  deliveries: query("read", listDeliveriesInput, TRIGGER).query(({ ctx, input }) =>
    listDeliveriesOf(ctx.database.queries, input),
  ),
  /** One of them, with what came in. */
  delivery: query("read", deliveryInput, TRIGGER).query(({ ctx, input }) =>
    showDelivery(ctx.database.queries, input),
  ),
  save: change("launch", saveTriggerInput, INSIDE).mutation(({ ctx, input }) =>
    saveTrigger(ctx.database, input, ctx.actor),
  ),
  /** Publishes, pauses, resumes or removes it. */
  set: change("launch", setTriggerInput, TRIGGER).mutation(({ ctx, input }) =>
    setTrigger(ctx.database, input, ctx.actor),
  ),
  /** What would become of an event. It changes nothing; it is no query because an event may be longer than an address. */
  test: repeatable("launch", testTriggerInput, TRIGGER).mutation(({ ctx, input }) =>
    testTrigger(ctx.database.queries, input),
  ),
  /** Gives it an event by hand. */
  send: change("launch", sendToTriggerInput, TRIGGER).mutation(({ ctx, input }) =>
    sendToTrigger(ctx.database, input, ctx.actor),
  ),
});
