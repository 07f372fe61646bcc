import { QUIESCE_AT_MS } from "../time/quiesce-at.ts";
import type { Runner, WorldControls } from "./world-controls.ts";

/** Injects a fault: a crash, a freeze, or a store that does not answer. */
export function injectFaults<R extends Runner>(world: WorldControls<R>): void {
  const { random, store } = world;
  if (world.now > QUIESCE_AT_MS) {
    store.isAway = false;
    return;
  }
  const runner = random.pick(world.runners);
  if (runner === undefined) return;
  const trouble = random.next();
  if (trouble < 0.12) world.crash(runner);
  else if (trouble < 0.24) world.freeze(runner, random.between(500, 6_000));
  else if (trouble < 0.3) world.stopInOrder(runner);
  else if (trouble < 0.4) {
    store.isAway = true;
    world.at(random.between(100, 5_000), () => {
      store.isAway = false;
    });
  }
}
