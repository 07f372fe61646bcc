import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { QueryBody } from "#components/api/query-body.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { placedFile } from "#components/canvas/layout/placed-file.ts";
import { useDraft, useDraftStore } from "#components/draft/draft-context.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { Dialog } from "#components/ui/overlays/dialog.tsx";
import { useToast } from "#components/ui/overlays/toast.tsx";
import { SkeletonLines } from "#components/ui/states/skeleton.tsx";
import { type Ungrouped, ungroupVertex } from "#engine/grouping/ungrouping/ungroup-vertex.ts";
import { nameList } from "#engine/text/name-list.ts";
import { Differences } from "./differences.tsx";
import { RefusedGroup } from "./refused-group.tsx";

type Props = { folder: string; vertex: string; onClose: () => void };

/** Shows which vertices come in the place of one that runs a child graph, or why they cannot, and does it. */
export function UngroupDialog({ folder, vertex, onClose }: Props) {
  const store = useDraftStore();
  const toast = useToast();
  const file = useDraft(({ draft }) => draft.file);
  const { name = "", revision, digest } = file.content.vertices.get(vertex)?.graph ?? {};
  // A vertex that was just added names its revision without a digest. The draft is never what it runs.
  const view = useQuery(useTRPC().graphs.show.queryOptions({ name, revision }));
  const child = useMemo(() => (view.data === undefined ? null : placedFile(view.data.file)), [view.data]);
  const refusal =
    view.data === undefined
      ? null
      : refusalOf({ ...view.data, revision: revision ?? 0 }, { vertex, digest, folder });
  const found = useMemo(
    () => (child === null || refusal !== null ? null : ungroupVertex(file, vertex, child)),
    [file, vertex, child, refusal],
  );
  const title = `Ungroup ${vertex}`;
  const reasons =
    refusal !== null ? [{ text: refusal, vertices: [vertex] }] : found?.ok === false ? found.reasons : null;
  if (reasons !== null)
    return (
      <RefusedGroup
        title={title}
        description={`In this graph, the vertices of ${name} would do something else than they do as a child graph. Nothing was changed.`}
        reasons={reasons}
        onClose={onClose}
      />
    );
  const ungroup = () => {
    if (child === null) return;
    const problem = store.getState().edit({ do: "ungroup", vertex, child });
    if (problem === null) store.getState().announce(`${vertex} is now the vertices of ${name}.`);
    else toast.error({ title: problem, kept: "The draft did not change." });
    onClose();
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={title}
      description={`The vertices of ${name} come into this graph, in the place of ${vertex}. In a pipeline without failures, what runs and with which values stays the same. What will be different, if anything, is listed here. The graph ${name} stays.`}
      actions={
        <>
          <Button onClick={onClose}>Back</Button>
          <Button look="primary" disabled={found === null} onClick={ungroup}>
            Ungroup
          </Button>
        </>
      }
    >
      <QueryBody query={view} skeleton={<SkeletonLines count={2} label="Loading the child graph" />}>
        {() => found?.ok === true && <Coming {...found} />}
      </QueryBody>
    </Dialog>
  );
}

/** What the server has under the name and revision. */
type Loaded = {
  readonly name: string;
  readonly folder: string;
  readonly digest: string;
  readonly revision: number;
};

/** Why what was loaded may not come into this graph; null where it may. */
function refusalOf(
  loaded: Loaded,
  { vertex, digest, folder }: { vertex: string; digest: string | undefined; folder: string },
): string | null {
  // The name may have gone to another graph since the revision was pinned.
  if (digest !== undefined && loaded.digest !== digest)
    return `${loaded.name}@${loaded.revision} is now another revision than the one that ${vertex} runs, which is pinned by its digest. Choose the child graph of ${vertex} again first.`;
  if (loaded.folder !== folder)
    return `${loaded.name} is in another folder than this graph. The folder decides which secrets, runner labels and connections its vertices may use. Move one of the two graphs first.`;
  return null;
}

/** More names than these say less. */
const MAX_NAMES = 20;

function Coming({ vertices, renamed, differences }: Ungrouped) {
  const more = vertices.length - MAX_NAMES;
  return (
    <>
      <p>
        <bdi>{nameList(vertices.slice(0, MAX_NAMES))}</bdi>
        {more > 0 && ` and ${more.toLocaleString("en")} more`}
      </p>
      {[...renamed].slice(0, MAX_NAMES).map(([from, to]) => (
        <p key={from}>
          <bdi>{from}</bdi> is called <bdi>{to}</bdi> then: its name is taken here.
        </p>
      ))}
      <Differences differences={differences} />
    </>
  );
}
