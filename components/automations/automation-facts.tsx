import Link from "next/link";
import { ChangedFact, Fact } from "#components/ui/facts/facts.tsx";

/** What a schedule or a trigger launches. */
export function GraphFact({ graph, revision }: { graph: string; revision: number | null }) {
  return (
    <Fact name="Graph">
      <Link href={`/graphs/${encodeURIComponent(graph)}`}>
        <bdi>{graph}</bdi>
      </Link>
      {revision === null ? ", the latest sealed revision" : `, revision ${revision}`}
    </Fact>
  );
}

type Props = {
  of: {
    readonly pipelineName: string | null;
    readonly priority: number;
    readonly changedAt: Date;
    readonly changedBy: string;
  };
};

/** How its pipelines are called and queued, and who changed it last. */
export function LastFacts({ of: { pipelineName, priority, changedAt, changedBy } }: Props) {
  return (
    <>
      {pipelineName !== null && (
        <Fact name="Name of its pipelines">
          <bdi>{pipelineName}</bdi>
        </Fact>
      )}
      {priority !== 0 && <Fact name="Priority">{priority}</Fact>}
      <ChangedFact at={changedAt} by={changedBy} />
    </>
  );
}
