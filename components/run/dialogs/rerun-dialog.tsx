import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { QueryBody } from "#components/api/query-body.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { ContentDiffView } from "#components/diff/content-diff-view.tsx";
import { LaunchDialog } from "#components/launch/launch-dialog.tsx";
import { SelectField } from "#components/ui/fields/select-field.tsx";
import { Dialog } from "#components/ui/overlays/dialog.tsx";
import { SkeletonLines } from "#components/ui/states/skeleton.tsx";
import type { LaunchedValues } from "#contract/pipelines/previews.ts";

type Props = { id: number; onClose: () => void };

/** Runs everything again in a new pipeline: with the values of this one or others, on its revision or on the newest. */
export function RerunDialog({ id, onClose }: Props) {
  const launched = useQuery({ ...useTRPC().pipelines.launchedValues.queryOptions({ id }), gcTime: 0 });
  if (launched.data !== undefined) return <Rerun launched={launched.data} onClose={onClose} />;
  return (
    <Dialog isOpen onClose={onClose} size="large" title={`Rerun #${id}`}>
      <QueryBody query={launched} skeleton={<SkeletonLines count={4} label="Loading the values" />}>
        {() => null}
      </QueryBody>
    </Dialog>
  );
}

function Rerun({ launched, onClose }: { launched: LaunchedValues; onClose: () => void }) {
  const { graph, revision: own, newest } = launched;
  const [revision, setRevision] = useState(own);
  return (
    <LaunchDialog
      graph={graph}
      revision={revision}
      before={launched}
      title={`Rerun ${graph}@${revision}`}
      description="Everything runs again, in a new pipeline. This one stays as it is."
      action="Rerun"
      onClose={onClose}
    >
      {newest > own && (
        <SelectField
          label="Revision"
          value={String(revision)}
          options={[
            { value: String(own), label: `${graph}@${own}, the same` },
            { value: String(newest), label: `${graph}@${newest}, the newest` },
          ]}
          onValueChange={(value) => setRevision(Number(value))}
        />
      )}
      {revision !== own && <Difference graph={graph} a={own} b={revision} />}
    </LaunchDialog>
  );
}

function Difference({ graph, a, b }: { graph: string; a: number; b: number }) {
  const diff = useQuery(useTRPC().graphs.diff.queryOptions({ name: graph, a, b }));
  return (
    <QueryBody query={diff} skeleton={<SkeletonLines count={3} label="Loading the differences" />}>
      {(answer) => <ContentDiffView diff={answer.diff} before={`@${a}`} after={`@${b}`} />}
    </QueryBody>
  );
}
