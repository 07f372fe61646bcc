import { Link } from "#components/ui/buttons/link.tsx";
import { useChildOfAttempt } from "../above-and-below/use-other-folders.ts";
import { allLogsAddress } from "../all-logs/all-logs-address.ts";
import { emptyText } from "../log/empty-text.ts";
import { usePipelineAddress } from "../past/instant/use-pipeline-address.ts";
import { useTrack } from "../store/pipeline-store.ts";
import styles from "./child-tracks.module.css";

type Props = { id: number; vertex: string; attempt: number };

/** Where the logs are of an attempt that ran a child pipeline or items: it prints nothing itself. */
export function ChildLogNote({ id, vertex, attempt }: Props) {
  const child = useChildOfAttempt(id, useTrack(vertex), attempt);
  const addressOf = usePipelineAddress();
  if (child === null) return null;
  return (
    <p className={styles.note}>
      {vertex} runs as <Link href={addressOf(child.id)}>pipeline #{child.id}</Link>: the logs are those of its
      tracks. <Link href={allLogsAddress(child.id)}>All logs of pipeline #{child.id}</Link>
    </p>
  );
}

/** What stands at the foot of a log without a line. */
export function EmptyLog({ id, vertex, attempt, isComplete }: Props & { isComplete: boolean }) {
  const child = useChildOfAttempt(id, useTrack(vertex), attempt);
  const addressOf = usePipelineAddress();
  if (child === null) return emptyText(isComplete);
  return (
    <>
      What was printed is in the logs of <Link href={addressOf(child.id)}>pipeline #{child.id}</Link>.
    </>
  );
}
