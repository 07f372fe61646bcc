import { type TRPCClient, TRPCClientError } from "@trpc/client";
import type { DesiredState } from "#engine/schedules/reconcile-schedule.ts";
import type { ScheduleFile } from "#engine/schedules/schedule-file.ts";
import type { TriggerFile } from "#engine/triggers/trigger-file.ts";
import type { TriggerState } from "#engine/triggers/trigger-states.ts";
import type { AppRouter } from "#trpc/routers/router.ts";
import { saveInputOf as scheduleInputOf } from "./schedule-input.ts";
import { saveInputOf as triggerInputOf } from "./trigger-input.ts";

export type TriggerApi = Pick<TRPCClient<AppRouter>, "schedules" | "triggers">;

/** What was done with one thing of a file. */
export type Applied<State extends string = DesiredState> = {
  readonly what: "made" | "changed" | "unchanged";
  /** What it should be now. */
  readonly state: State;
};

/**
 * Makes a schedule as a file says. Where the file leaves the state out, it stays what it is.
 *
 * @param version that which the caller saw, 0 where it saw none; left out: whatever is there is changed.
 */
export async function applySchedule(
  { schedules }: TriggerApi,
  file: ScheduleFile,
  version?: number,
): Promise<Applied<DesiredState>> {
  const { name, state } = file;
  const seen = version !== undefined && { version };
  if (state === "removed")
    return removed(() => schedules.set.mutate({ name, desired: state, ...seen }), state);
  const saved = await schedules.save.mutate({
    ...scheduleInputOf(file),
    ...seen,
  });
  // One that is just being removed is taken up again, as a new one.
  const wanted = state ?? (saved.desired === "removed" ? "new" : saved.desired);
  const isSet = wanted !== saved.desired;
  if (isSet) await schedules.set.mutate({ name, desired: wanted, version: saved.version });
  return { what: saved.isNew ? "made" : saved.isChanged || isSet ? "changed" : "unchanged", state: wanted };
}

/**
 * Makes a trigger as a file says. Where the file leaves the state out, it stays what it is.
 *
 * @param version that which the caller saw, 0 where it saw none; left out: whatever is there is changed.
 */
export async function applyTrigger(
  { triggers }: TriggerApi,
  file: TriggerFile,
  version?: number,
): Promise<Applied<TriggerState>> {
  const { name, state } = file;
  const seen = version !== undefined && { version };
  if (state === "removed") return removed(() => triggers.set.mutate({ name, state, ...seen }), state);
  const saved = await triggers.save.mutate({
    ...triggerInputOf(file),
    ...seen,
  });
  const wanted = state ?? saved.state;
  const isSet = wanted !== saved.state;
  if (isSet) await triggers.set.mutate({ name, state: wanted, version: saved.version });
  return { what: saved.isNew ? "made" : saved.isChanged || isSet ? "changed" : "unchanged", state: wanted };
}

/** Removes one. That there is none any more is what was wanted. */
export async function removed<State extends string>(
  remove: () => Promise<{ readonly isChanged: boolean }>,
  state: State,
): Promise<Applied<State>> {
  try {
    return { what: (await remove()).isChanged ? "changed" : "unchanged", state };
  } catch (error) {
    if (isNotFound(error)) return { what: "unchanged", state };
    throw error;
  }
}

/** True where the server says that there is no such thing. */
export function isNotFound(error: unknown): boolean {
  return (
    error instanceof TRPCClientError &&
    (error as TRPCClientError<AppRouter>).data?.refusal?.code === "not-found"
  );
}
