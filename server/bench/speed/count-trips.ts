import { withBenchSystem } from "../system/bench-system.ts";
import { countersBetween, readCounters } from "../system/server-counters.ts";
import { SHAPES, sizeOf } from "../system/shapes.ts";

/** For each track, of everything that the runner and the web ask while the pipeline runs. */
export type Trips = { readonly shape: string; readonly statements: number; readonly trips: number };

/** Counts statements and trips on a server of its own, because a server that counts trips is a little slower. */
export function countTrips(): Promise<Trips[]> {
  return withBenchSystem({ areTripsCounted: true }, async ({ database, startWeb, startRunners }) => {
    const web = await startWeb();
    await startRunners(1);
    const counted: Trips[] = [];
    for (const shape of SHAPES) {
      await web.run(shape, "true\n"); // Warms up.
      const before = await readCounters(database);
      await web.run(shape, "true\n");
      const { statements, trips } = countersBetween(before, await readCounters(database));
      counted.push({
        shape: shape.name,
        statements: statements / sizeOf(shape),
        trips: trips / sizeOf(shape),
      });
    }
    return counted;
  });
}
