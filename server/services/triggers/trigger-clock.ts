import type { Database } from "#platform/database/db.ts";
import { runEvery } from "#platform/run-every.ts";
import type { RepeatedWarnings } from "#platform/warnings/repeated-warnings.ts";
import { takeDuty } from "#repos/fleet/duty-rows.ts";
import type { RedisAccess } from "../streams/redis-of-stream.ts";
import { launchAfterEnds } from "./launch-after.ts";
import { removeLeftGroups } from "./remove-left-groups.ts";
import { RecordTaker } from "./take-records.ts";

const LOOK_MS = 1_000;
/** A group that is left does no harm for a while. */
const LOOK_FOR_LEFT_MS = 30_000;
/** So long one process keeps this work, if it does not renew that. */
const HOLD_MS = 10_000;
const AFTER = "launches after pipelines";
const STREAMS = "launches for records";
const LEFT = "groups of removed triggers";

/**
 * Gives triggers the events that this server finds by itself, in one process at a time. That two do it would do no harm:
 * each event is taken under the lock of its trigger.
 */
export class TriggerClock {
  private readonly parts: {
    readonly database: Database;
    readonly warnings: RepeatedWarnings;
    /** The name of this process in the `duty` table. */
    readonly holder: string;
  } & RedisAccess;
  private readonly stops: (() => void)[] = [];

  constructor(parts: TriggerClock["parts"]) {
    this.parts = parts;
  }

  start(): void {
    const { database, secrets, httpAllow } = this.parts;
    const taker = new RecordTaker({ database, access: { secrets, httpAllow } });
    this.stops.push(
      runEvery(LOOK_MS, () =>
        this.look(STREAMS, async (onError) => {
          await taker.begin();
          for (const error of taker.takeErrors()) onError(error);
        }),
      ),
      runEvery(LOOK_FOR_LEFT_MS, () =>
        this.look(LEFT, () => removeLeftGroups(database.queries, { secrets, httpAllow })),
      ),
      runEvery(LOOK_MS, () =>
        this.look(AFTER, async (onError) => {
          while (await launchAfterEnds(this.parts.database, onError));
        }),
      ),
    );
  }

  stop(): void {
    for (const stop of this.stops.splice(0)) stop();
  }

  private async look(
    duty: string,
    work: (onError: (error: unknown) => void) => Promise<void>,
  ): Promise<void> {
    const { database, warnings, holder } = this.parts;
    let hasFailed = false;
    const onError = (error: unknown) => {
      hasFailed = true;
      warnings.failed(duty, error);
    };
    try {
      if ((await takeDuty(database.queries, duty, holder, HOLD_MS)) !== null) await work(onError);
      if (!hasFailed) warnings.worked(duty);
    } catch (error) {
      warnings.failed(duty, error);
    }
  }
}
