import { emptyInput } from "#contract/fields.ts";
import {
  listFiresInput,
  listSchedulesInput,
  previewScheduleInput,
  runScheduleInput,
  saveScheduleInput,
  scheduleInput,
  setScheduleInput,
  stopSchedulesInput,
} from "#contract/triggers/schedules.ts";
import { saveSchedule } from "#services/schedules/save-schedule.ts";
import {
  runScheduleNow,
  setSchedule,
  startSchedules,
  stopSchedules,
} from "#services/schedules/set-schedule.ts";
import {
  listFiresOf,
  listSchedules,
  previewSchedule,
  showSchedule,
} from "#services/schedules/show-schedules.ts";
import { INSIDE, MANY, SCHEDULE, SERVER } from "../../about.ts";
import { change, query, router } from "../../init.ts";

export const schedulesRouter = router({
  list: query("read", listSchedulesInput, MANY).query(async ({ ctx, input = {} }) =>
    listSchedules(ctx.database.queries, input, await ctx.readable()),
  ),
  show: query("read", scheduleInput, SCHEDULE).query(({ ctx, input }) =>
    showSchedule(ctx.database.queries, input.name),
  ),
  /** What became of its times. */
  fires: query("read", listFiresInput, SCHEDULE).query(({ ctx, input }) =>
    listFiresOf(ctx.database.queries, input),
  ),
  /** When a rule would be due. */
  preview: query("read", previewScheduleInput, MANY).query(({ ctx, input }) =>
    previewSchedule(ctx.database.queries, input),
  ),
  save: change("launch", saveScheduleInput, INSIDE).mutation(({ ctx, input }) =>
    saveSchedule(ctx.database, input, ctx.actor),
  ),
  /** Publishes, pauses, resumes or removes it. */
  set: change("launch", setScheduleInput, SCHEDULE).mutation(({ ctx, input }) =>
    setSchedule(ctx.database, input, ctx.actor),
  ),
  run: change("launch", runScheduleInput, SCHEDULE).mutation(({ ctx, input }) =>
    runScheduleNow(ctx.database, input, ctx.actor),
  ),
  stopAll: change("administer", stopSchedulesInput, SERVER).mutation(({ ctx, input }) =>
    stopSchedules(ctx.database, input.reason, ctx.actor),
  ),
  startAll: change("administer", emptyInput, SERVER).mutation(({ ctx }) =>
    startSchedules(ctx.database, ctx.actor),
  ),
});
