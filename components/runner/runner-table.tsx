import { useMay } from "#components/api/use-may.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { Link } from "#components/ui/buttons/link.tsx";
import { type Column, DataTable } from "#components/ui/data-table.tsx";
import { useHeldRows } from "#components/ui/live/use-held-rows.ts";
import { Duration, RelativeTime } from "#components/ui/relative-time.tsx";
import { Badge } from "#components/ui/states/state-badge.tsx";
import type { Tone } from "#components/ui/states/state-look.ts";
import type { RunnerView } from "#contract/runners/fleet.ts";
import { ROOT } from "#engine/rights/folder-path.ts";
import styles from "./runner-table.module.css";

const LOOKS: Readonly<Record<RunnerView["state"], { tone: Tone; text: string }>> = {
  ready: { tone: "good", text: "Ready" },
  draining: { tone: "warn", text: "Draining" },
  stopped: { tone: "still", text: "Stopped" },
  lost: { tone: "odd", text: "Lost" },
};

/** How well a runner contains its scripts; its own sentences say what that promises, and why it is no better. */
const CONTAINMENT: Readonly<Record<string, string>> = {
  fence: "Strong: scripts are fenced",
  "slot-user": "Medium: each script has a user of its own",
  "pid-namespace": "Weak: scripts reach all files",
  "process-group": "Weak: scripts reach all files and processes",
};

type Props = { runners: readonly RunnerView[]; onDrain: (runner: RunnerView) => void };

export function RunnerTable({ runners, onDrain }: Props) {
  const refused = useMay()("administer", ROOT);
  const columns: readonly Column<RunnerView>[] = [
    {
      id: "state",
      head: "State",
      cell: ({ state }) => <Badge tone={LOOKS[state].tone}>{LOOKS[state].text}</Badge>,
    },
    { id: "name", head: "Runner", cell: (runner) => <RunnerName runner={runner} /> },
    { id: "running", head: "Running", cell: (runner) => <Running runner={runner} /> },
    {
      id: "containment",
      head: "Containment",
      isWideOnly: true,
      cell: (runner) => <Containment runner={runner} />,
    },
    { id: "seen", head: "Last seen", isWideOnly: true, cell: ({ seenAt }) => <RelativeTime at={seenAt} /> },
    {
      id: "actions",
      head: <span className="visually-hidden">Actions</span>,
      align: "right",
      cell: (runner) =>
        runner.state === "ready" && (
          <Button
            size="small"
            refused={refused}
            aria-label={`Drain ${runner.name}`}
            onClick={() => onDrain(runner)}
          >
            Drain
          </Button>
        ),
    },
  ];
  return <DataTable label="Runners" columns={columns} rows={runners} keyOf={({ id }) => id} />;
}

function RunnerName({ runner: { name, host, pid, labels } }: { runner: RunnerView }) {
  return (
    <div className={styles.stack}>
      <strong>{name}</strong>
      <span className={styles.quiet}>
        {host}, process {pid}
        {labels.length > 0 && ` · ${labels.join(", ")}`}
      </span>
    </div>
  );
}

function Containment({ runner: { containment, containmentWhy, fences } }: { runner: RunnerView }) {
  return (
    <div className={styles.stack}>
      <span>{CONTAINMENT[containment] ?? containment}</span>
      {containmentWhy !== "" && <span className={styles.quiet}>{containmentWhy}</span>}
      {fences.includes("host") && <span className={styles.quiet}>It may run scripts without a fence.</span>}
    </div>
  );
}

function Running({ runner: { running, slots } }: { runner: RunnerView }) {
  const { shown, newCount } = useHeldRows(running, keyOf);
  return (
    <div className={styles.stack}>
      <span>
        {running.length} of {slots} {slots === 1 ? "slot" : "slots"}
        {newCount > 0 && `, ${newCount} new`}
      </span>
      {shown.map(({ row: { pipeline, vertex, startedAt }, isGone }) => (
        <span key={`${pipeline} ${vertex}`} className={styles.quiet}>
          <Link href={`/pipelines/${pipeline}?track=${encodeURIComponent(vertex)}`}>{vertex}</Link> of #
          {pipeline}, {isGone ? "ended" : <Duration from={startedAt} to={null} />}
        </span>
      ))}
    </div>
  );
}

function keyOf({ pipeline, vertex }: RunnerView["running"][number]): string {
  return `${pipeline} ${vertex}`;
}
