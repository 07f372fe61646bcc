import { figure, ratioText, tableText } from "../report/table.ts";
import type { BusyFigures } from "./busy-runners.ts";
import type { IdleFigures } from "./idle-runners.ts";
import type { LightFigures } from "./light-fleet.ts";

export type FleetFigures = {
  readonly busy: readonly BusyFigures[];
  readonly idle: readonly IdleFigures[];
  readonly light: readonly LightFigures[];
};

/** The figures as people read them. */
export function fleetText({ busy, idle, light }: FleetFigures): string {
  const busyText = tableText(
    [
      { head: "runners", cell: ({ runners }) => String(runners) },
      { head: "tracks/s", cell: ({ tracksASecond }) => figure(tracksASecond) },
      { head: "bare/s", cell: ({ bareASecond }) => figure(bareASecond) },
      { head: "ratio", cell: ({ ratio }) => ratioText(ratio) },
      { head: "tracks", cell: ({ tracks }) => String(tracks) },
      { head: "deadlocks", cell: ({ deadlocks }) => String(deadlocks) },
      { head: "lock waits", cell: ({ lockWaits }) => String(lockWaits) },
      { head: "waited", cell: ({ lockWaitMs }) => `${figure(lockWaitMs)} ms` },
      { head: "statements a track", cell: ({ statements }) => figure(statements) },
      { head: "trips a track", cell: ({ trips }) => figure(trips) },
    ],
    busy,
  );
  const idleText = tableText(
    [
      {
        head: "idle runners",
        cell: ({ runners, hasOpenPage }) => (hasOpenPage ? `${runners} and a page` : String(runners)),
      },
      { head: "statements/s", cell: ({ statements }) => figure(statements) },
      { head: "trips/s", cell: ({ trips }) => figure(trips) },
      { head: "deadlocks/s", cell: ({ deadlocks }) => figure(deadlocks) },
      { head: "runners", cell: ({ runnerPercent }) => `${figure(runnerPercent)} %` },
      { head: "database", cell: ({ databasePercent }) => `${figure(databasePercent)} %` },
      { head: "web", cell: ({ webPercent }) => `${figure(webPercent)} %` },
    ],
    idle,
  );
  const lightText = tableText(
    [
      { head: "light runners", cell: ({ runners }) => String(runners) },
      { head: "pipelines", cell: ({ pipelines }) => String(pipelines) },
      { head: "tracks/s", cell: ({ tracksASecond }) => figure(tracksASecond) },
      { head: "claims/s", cell: ({ claimsASecond }) => figure(claimsASecond) },
      { head: "settlements/s", cell: ({ settlementsASecond }) => figure(settlementsASecond) },
      { head: "deadlocks", cell: ({ deadlocks }) => String(deadlocks) },
      { head: "lock waits", cell: ({ lockWaits }) => String(lockWaits) },
      { head: "statements a track", cell: ({ statements }) => figure(statements) },
      { head: "trips a track", cell: ({ trips }) => figure(trips) },
      { head: "runners", cell: ({ runnersPercent }) => `${figure(runnersPercent)} %` },
      { head: "database", cell: ({ databasePercent }) => `${figure(databasePercent)} %` },
    ],
    light,
  );
  return [
    ...(busy.length > 0 ? [busyText] : []),
    ...(idle.length > 0 ? [idleText] : []),
    ...(light.length > 0 ? [lightText] : []),
    `With much to do: 16 pipelines of 50 tracks side by side, in turn with as many bare loops. Idle: beside one web process.
Light runners start no scripts and are in one process. Percent of one core. Statements and trips are the database's.
`,
  ].join("\n");
}
