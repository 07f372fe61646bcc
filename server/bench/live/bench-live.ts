import { bundlePrograms } from "../../tooling/build/bundle-programs.ts";
import type { BenchOptions } from "../report/options.ts";
import { figure, tableText } from "../report/table.ts";
import { type LiveCase, type LiveFigures, measureLive } from "./measure-live.ts";

const CASES: readonly LiveCase[] = [
  { subscribers: 1, pipelines: 1 },
  { subscribers: 50, pipelines: 1 },
  { subscribers: 200, pipelines: 1 },
  { subscribers: 50, pipelines: 10 },
  { subscribers: 200, pipelines: 10 },
];

/** Measures how soon many subscribers are told of each change, and what that costs. */
export async function benchLive({
  isQuick,
}: BenchOptions): Promise<{ figures: LiveFigures[]; text: string }> {
  await bundlePrograms();
  const figures = await measureLive(CASES, isQuick);
  return { figures, text: liveText(figures) };
}

function liveText(figures: readonly LiveFigures[]): string {
  const table = tableText(
    [
      { head: "subscribers", cell: ({ subscribers }) => String(subscribers) },
      { head: "pipelines", cell: ({ pipelines }) => String(pipelines) },
      { head: "told p50", cell: ({ toldP50 }) => `${figure(toldP50)} ms` },
      { head: "p95", cell: ({ toldP95 }) => `${figure(toldP95)} ms` },
      { head: "tracks/s", cell: ({ tracksASecond }) => figure(tracksASecond) },
      { head: "statements/s", cell: ({ statements }) => figure(statements) },
      { head: "trips/s", cell: ({ trips }) => figure(trips) },
      { head: "web", cell: ({ webPercent }) => `${figure(webPercent)} %` },
      { head: "database", cell: ({ databasePercent }) => `${figure(databasePercent)} %` },
    ],
    figures,
  );
  return `${table}
One runner executes the pipelines, whose scripts sleep for 0.1 s. The real API is served by one process without pages; each
subscriber is a stream of its own to it, open before the pipelines go on. Told: from a track's end until a subscriber has it. Percent of one core. Statements
and trips are the database's, of all processes together.
`;
}
