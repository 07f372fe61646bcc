import { figure, tableText } from "../report/table.ts";
import type { PageFigures } from "./measure-page.ts";

/** The figures of the run page, as a table. */
export function pageText(figures: readonly PageFigures[]): string {
  const table = tableText(
    [
      { head: "page", cell: ({ phase }) => phase },
      { head: "tracks", cell: ({ tracks }) => figure(tracks) },
      { head: "took", cell: ({ ms }) => `${figure(ms)} ms` },
      { head: "longest task", cell: ({ longestTask }) => `${figure(longestTask)} ms` },
      { head: "long tasks", cell: ({ blocked }) => `${figure(blocked)} ms` },
      { head: "end seen", cell: ({ endSeen }) => `${figure(endSeen)} ms` },
      { head: "elements", cell: ({ elements }) => figure(elements) },
    ],
    figures,
  );
  return `${table}
A run page in Chromium, with the product's own web process and runner: scripts that do nothing, so that the pipeline changes
as fast as it can. Opens: paused, before the first track. Runs: from a click on Resume until the page says that the pipeline
has succeeded. Opens ended: loaded again. Used: its list is scrolled, a track opened, the whole graph shown. Longest task: the
longest time without an answer to a click. Long tasks: all above 50 ms together. End seen: from the database's time of the
pipeline's end.
`;
}
