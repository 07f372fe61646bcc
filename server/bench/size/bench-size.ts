import type { BenchOptions } from "../report/options.ts";
import { withBenchSystem } from "../system/bench-system.ts";
import { measureFanIn, measureSize } from "./measure-size.ts";
import { measureWithOld } from "./measure-with-old.ts";
import { type SizeFigures, sizeText } from "./size-text.ts";

const SIZES = [10, 100, 1_000, 10_000];
const QUICK_SIZES = [10, 1_000];
const FAN_IN = 5_000;
const QUICK_FAN_IN = 500;
/** Small enough to be copied in a few seconds; `--old 1000000` takes some minutes. */
const USUAL_OLD = 20_000;

/** Measures large graphs, and a database with many ended pipelines. No script is started: see `LightRunner`. */
export async function benchSize({
  isQuick,
  old,
}: BenchOptions): Promise<{ figures: SizeFigures; text: string }> {
  return withBenchSystem({ areTripsCounted: false }, async ({ database }) => {
    const sizes: SizeFigures["sizes"][number][] = [];
    for (const size of isQuick ? QUICK_SIZES : SIZES) sizes.push(await measureSize(database, size));
    const fanIn = await measureFanIn(database, isQuick ? QUICK_FAN_IN : FAN_IN);
    const before = await measureWithOld(database, 0);
    const figures = { sizes, fanIn, old: [before, await measureWithOld(database, old ?? USUAL_OLD)] };
    return { figures, text: sizeText(figures) };
  });
}
