import { bundlePrograms } from "../../tooling/build/bundle-programs.ts";
import type { BenchOptions } from "../report/options.ts";
import { type BusyFigures, measureBusyRunners } from "./busy-runners.ts";
import { type FleetFigures, fleetText } from "./fleet-text.ts";
import { type IdleFigures, measureIdleRunners } from "./idle-runners.ts";

/** The most runners come last, so that what they leave behind hits no other measurement. */
const BUSY_RUNNERS = [1, 4, 16];
const IDLE: readonly { readonly runners: number; readonly hasOpenPage: boolean }[] = [
  { runners: 1, hasOpenPage: false },
  { runners: 1, hasOpenPage: true },
  { runners: 5, hasOpenPage: false },
  { runners: 20, hasOpenPage: false },
];

/** Measures several runner processes on one database: with much to do, and with nothing. */
export async function benchFleet({
  isQuick,
  only,
}: BenchOptions): Promise<{ figures: FleetFigures; text: string }> {
  await bundlePrograms();
  const busy: BusyFigures[] = [];
  for (const runners of only === "idle" ? [] : BUSY_RUNNERS)
    busy.push(await measureBusyRunners(runners, isQuick));
  const idle: IdleFigures[] = [];
  for (const each of only === "busy" ? [] : IDLE) idle.push(await measureIdleRunners(each, isQuick));
  const figures = { busy, idle };
  return { figures, text: fleetText(figures) };
}
