import { QUIESCE_AT_MS } from "./quiesce-at.ts";
import type { WorldControls } from "./world-controls.ts";

/** Child pipelines end at some time, with success or failure. A cancelled child is cancelled with its parent. */
export function endChildren({ store, random, now }: WorldControls): void {
  if (store.isAway) return;
  const { run } = store;
  for (const number of run.in("sleeping")) {
    if (run.track(number).sleep !== "child" || (now <= QUIESCE_AT_MS && !random.chance(0.4))) continue;
    const { cancelledBy } = run.pipeline;
    if (cancelledBy !== null)
      store.endChild(number, { to: "cancelled", reason: `cancelled by ${cancelledBy}` }, now);
    else if (random.chance(0.7)) store.endChild(number, { to: "succeeded", next: null, outputs: {} }, now);
    else store.endChild(number, { to: "failed", reason: "its pipeline failed", random: random.next() }, now);
  }
}
