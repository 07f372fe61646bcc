import { Link } from "#components/ui/buttons/link.tsx";
import type { PipelineSummary } from "#contract/pipelines/pipelines.ts";
import { usePipelineAddress } from "../past/instant/use-pipeline-address.ts";
import { useOtherFolders } from "./use-other-folders.ts";

type Props = { pipeline: PipelineSummary; className?: string | undefined };

/** For which track a pipeline runs; nothing where it runs for none. Of another folder it is named to whoever may read that. */
export function ParentLink({ pipeline: { id, parent, isParentElsewhere }, className }: Props) {
  const others = useOtherFolders(id, isParentElsewhere);
  const addressOf = usePipelineAddress();
  const shown = parent ?? others?.parent ?? null;
  if (shown === null)
    return isParentElsewhere ? <span className={className}>for a pipeline of another folder</span> : null;
  return (
    <span className={className}>
      for <bdi>{shown.vertex}</bdi> of{" "}
      <Link href={addressOf(shown.pipeline, shown.vertex)}>pipeline #{shown.pipeline}</Link>
    </span>
  );
}
