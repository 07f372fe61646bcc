import { bundlePrograms } from "../../tooling/build/bundle-programs.ts";
import type { BenchOptions } from "../report/options.ts";
import { type BusyFigures, measureBusyRunners } from "./busy-runners.ts";
import { type FleetFigures, fleetText } from "./fleet-text.ts";
import { type IdleFigures, measureIdleRunners } from "./idle-runners.ts";
import { type LightFigures, measureLightFleet } from "./light-fleet.ts";

/** The most runners come last, so that what they leave behind hits no other measurement. */
const BUSY_RUNNERS = [1, 4, 16];
const IDLE: readonly { readonly runners: number; readonly hasOpenPage: boolean }[] = [
  { runners: 1, hasOpenPage: false },
  { runners: 1, hasOpenPage: true },
  { runners: 5, hasOpenPage: false },
  { runners: 20, hasOpenPage: false },
];

const LIGHT_RUNNERS = [1, 16, 50];
const LIGHT_PIPELINES = 100;
const QUICK_LIGHT_PIPELINES = 20;

/** Measures several runner processes on one database: with much to do, and with nothing; and many that start no scripts. */
export async function benchFleet({
  isQuick,
  only,
}: BenchOptions): Promise<{ figures: FleetFigures; text: string }> {
  const isWanted = (part: typeof only) => only === null || only === part;
  await bundlePrograms();
  const busy: BusyFigures[] = [];
  for (const runners of isWanted("busy") ? BUSY_RUNNERS : [])
    busy.push(await measureBusyRunners(runners, isQuick));
  const idle: IdleFigures[] = [];
  for (const each of isWanted("idle") ? IDLE : []) idle.push(await measureIdleRunners(each, isQuick));
  const light: LightFigures[] = [];
  for (const runners of isWanted("light") ? LIGHT_RUNNERS : [])
    light.push(await measureLightFleet(runners, isQuick ? QUICK_LIGHT_PIPELINES : LIGHT_PIPELINES));
  const figures = { busy, idle, light };
  return { figures, text: fleetText(figures) };
}
