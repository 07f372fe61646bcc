import { benchEditor } from "./editor/bench-editor.ts";
import { benchFleet } from "./fleet/bench-fleet.ts";
import { benchFlow } from "./flow/bench-flow.ts";
import { benchLive } from "./live/bench-live.ts";
import { type BenchOptions, readOptions } from "./report/options.ts";
import { benchSchedules } from "./schedules/bench-schedules.ts";
import { benchSize } from "./size/bench-size.ts";
import { benchSpeed } from "./speed/bench-speed.ts";

type Report = { readonly figures: unknown; readonly text: string };

const BENCHES: Readonly<Record<BenchOptions["bench"], (options: BenchOptions) => Promise<Report>>> = {
  speed: benchSpeed,
  fleet: benchFleet,
  size: benchSize,
  live: benchLive,
  schedules: benchSchedules,
  editor: benchEditor,
  flow: benchFlow,
};

/**
 * Measures and prints. Each measurement has a database of its own, which is removed at the end.
 *
 * @param words see `readOptions`.
 * @returns the exit code.
 */
export async function bench(words: readonly string[]): Promise<number> {
  const options = readOptions(words);
  if ("problem" in options) {
    process.stderr.write(`${options.problem}\n`);
    return 2;
  }
  const { figures, text } = await BENCHES[options.bench](options);
  process.stdout.write(options.isJson ? `${JSON.stringify(figures, null, 2)}\n` : text);
  return 0;
}
