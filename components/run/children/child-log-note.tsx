import Link from "next/link";
import { useChild } from "../above-and-below/use-other-folders.ts";
import { usePipelineAddress } from "../past/instant/use-pipeline-address.ts";
import { useTrack } from "../store/pipeline-store.ts";
import styles from "./child-tracks.module.css";

/** Where the logs are of a track that runs a child pipeline or items: it prints nothing itself. */
export function ChildLogNote({ id, vertex }: { id: number; vertex: string }) {
  const child = useChild(id, useTrack(vertex));
  const addressOf = usePipelineAddress();
  if (child === null) return null;
  return (
    <p className={styles.note}>
      {vertex} runs as <Link href={addressOf(child.id)}>pipeline #{child.id}</Link>: the logs are those of its
      tracks.
    </p>
  );
}
