import { bundlePrograms } from "../../tooling/build/bundle-programs.ts";
import { measurePage, type PageFigures } from "../page/measure-page.ts";
import { pageText } from "../page/page-text.ts";
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

/** How many tracks the pipelines have whose page is measured. */
const PAGE_TRACKS = [500, 5_000];
const QUICK_PAGE_TRACKS = [500];

type Figures = { readonly streams: readonly LiveFigures[]; readonly page: readonly PageFigures[] };

/** Measures how soon many subscribers are told of each change and what that costs, and the page of a large pipeline. */
export async function benchLive({
  isQuick,
  only,
}: BenchOptions): Promise<{ figures: Figures; text: string }> {
  await bundlePrograms();
  const streams = only === "page" ? [] : await measureLive(CASES, isQuick);
  const page = only === "streams" ? [] : await measurePage(isQuick ? QUICK_PAGE_TRACKS : PAGE_TRACKS);
  const texts = [streams.length > 0 && liveText(streams), page.length > 0 && pageText(page)];
  return { figures: { streams, page }, text: texts.filter(Boolean).join("\n") };
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
