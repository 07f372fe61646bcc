import { FORECAST_ASSUMES, forecastGroups, forecastHeadline, forecastNotes } from "#client/forecast-words.ts";
import type { ForecastView } from "#contract/pipelines/forecasts.ts";
import type { CommandContext } from "../command/command-context.ts";
import { shownText } from "../text/shown-text.ts";
import { spanText } from "../text/time-text.ts";
import { shownNames } from "./preview-text.ts";

/** The rest of a longer one is in `--json`. */
const MAX_ROWS = 200;

/** What a launch would do when, for people. */
export function forecastText(context: CommandContext, view: ForecastView): string {
  const lines: string[] = [];
  if (view.refused !== null) lines.push(view.refused, ...forecastNotes(view, spanText));
  else lines.push(...spokenLines(view));
  return `${lines.map(shownText).join("\n")}\n${view.tracks.length === 0 ? "" : trackTable(context, view)}`;
}

function spokenLines(view: ForecastView): string[] {
  const { path, unknown, undecided } = view;
  return [
    forecastHeadline(view, spanText),
    FORECAST_ASSUMES,
    ...forecastNotes(view, spanText),
    ...forecastGroups(view, spanText).flatMap(({ title, lines }) => [
      `${title}:`,
      ...lines.map(({ vertex, text }) => `  ${vertex}: ${text}`),
    ]),
    ...(path.count > 0 ? [`Critical path: ${shownNames(path)}`] : []),
    ...(unknown.count > 0 ? [`No past run, counted as 0s: ${shownNames(unknown)}`] : []),
    ...(undecided.count > 0 ? [`Not known what they will be given or give: ${shownNames(undecided)}`] : []),
  ];
}

function trackTable(context: CommandContext, { tracks }: ForecastView): string {
  const rows = tracks.slice(0, MAX_ROWS).map((track) => {
    const start = track.startedAt ?? track.readyAt;
    return [
      track.isCritical ? "*" : "",
      spanText(start),
      track.isUnknown ? "?" : spanText((track.endedAt ?? start) - start),
      track.name,
      track.dependsOn === null ? "" : `if ${shownText(track.dependsOn)} leads there`,
    ];
  });
  const more = tracks.length - rows.length;
  const table = context.table(["", "START", "TAKES", "VERTEX", ""], rows);
  return more > 0 ? `${table}… and ${more} more: see --json\n` : table;
}
