import { CALM_AT_MS } from "./quiesce-at.ts";
import type { World } from "./world.ts";

/** Something goes wrong: a crash, a freeze, a store that is away. */
export function mischief(world: World): void {
  const { dice, store } = world;
  if (world.now > CALM_AT_MS) {
    store.isAway = false;
    return;
  }
  const runner = dice.pick(world.runners);
  if (runner === undefined) return;
  const trouble = dice.next();
  if (trouble < 0.12) world.crash(runner);
  else if (trouble < 0.24) world.freeze(runner, dice.between(500, 6_000));
  else if (trouble < 0.34) {
    store.isAway = true;
    world.at(dice.between(100, 5_000), () => {
      store.isAway = false;
    });
  }
}
