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
import type { Refused } from "#engine/grouping/group-vertices.ts";
import { ungroupVertex } from "#engine/grouping/ungrouping/ungroup-vertex.ts";
import { nameList } from "#engine/text/name-list.ts";
import { RefusedGroup } from "./refused-group.tsx";

/** Shows which vertices come in the place of one that runs a child graph, or why they cannot, and does it. */
export function UngroupDialog({ vertex, onClose }: { vertex: string; onClose: () => void }) {
  const store = useDraftStore();
  const toast = useToast();
  const file = useDraft(({ draft }) => draft.file);
  const { name = "", revision, digest } = file.content.vertices.get(vertex)?.graph ?? {};
  // A vertex that was just added names its revision without a digest. The draft is never what it runs.
  const view = useQuery(useTRPC().graphs.show.queryOptions({ name, revision }));
  const child = useMemo(() => (view.data === undefined ? null : placedFile(view.data.file)), [view.data]);
  const isOther = view.data !== undefined && digest !== undefined && view.data.digest !== digest;
  const found = useMemo(
    () => child && (isOther ? refusedOther(vertex, name, revision) : ungroupVertex(file, vertex, child)),
    [file, vertex, child, isOther, name, revision],
  );
  const title = `Ungroup ${vertex}`;
  if (found?.ok === false)
    return (
      <RefusedGroup
        title={title}
        description={`In this graph, the vertices of ${name} would do something else than they do as a child graph. Nothing was changed.`}
        reasons={found.reasons}
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
      description={`The vertices of ${name} come into this graph, in the place of ${vertex}. What runs, and with which values, stays the same; they then count as vertices of this graph for its limits, failures and approvals. The graph ${name} stays.`}
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
        {() => found?.ok === true && <Coming vertices={found.vertices} renamed={found.renamed} />}
      </QueryBody>
    </Dialog>
  );
}

/** The name may have gone to another graph since the revision was pinned. */
function refusedOther(vertex: string, name: string, revision: number | undefined): Refused {
  const text = `${name}@${revision} is now another revision than the one that ${vertex} runs, which is pinned by its digest. Choose the child graph of ${vertex} again first.`;
  return { ok: false, reasons: [{ text, vertices: [vertex] }] };
}

/** More names than these say less. */
const MAX_NAMES = 20;

function Coming({
  vertices,
  renamed,
}: {
  vertices: readonly string[];
  renamed: ReadonlyMap<string, string>;
}) {
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
    </>
  );
}
