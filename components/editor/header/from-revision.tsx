import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { QueryBody } from "#components/api/query-body.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { placedFile } from "#components/canvas/layout/placed-file.ts";
import { ContentDiffView } from "#components/diff/content-diff-view.tsx";
import { useDraft, useDraftStore } from "#components/draft/draft-context.ts";
import { useUrlQuery } from "#components/ui/address/use-url-query.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { Dialog } from "#components/ui/overlays/dialog.tsx";
import { useToast } from "#components/ui/overlays/toast.tsx";
import { Callout } from "#components/ui/states/callout.tsx";
import { SkeletonLines } from "#components/ui/states/skeleton.tsx";
import type { GraphView } from "#contract/graphs/graphs.ts";
import { diffContents } from "#engine/graph-file/content-diff.ts";
import { isSameFile } from "#engine/merge/merge-files.ts";
import type { GraphFile } from "#engine/model/graph-content.ts";

/** Where the address says `from=3`: asks whether the draft becomes what revision 3 says. */
export function FromRevision({ name }: { name: string }) {
  const { query, change } = useUrlQuery();
  const revision = Number(query.get("from"));
  if (!Number.isSafeInteger(revision) || revision < 1) return null;
  return <FromRevisionDialog name={name} revision={revision} onClose={() => change({ from: null })} />;
}

type Props = { name: string; revision: number; onClose: () => void };

function FromRevisionDialog({ name, revision, onClose }: Props) {
  const store = useDraftStore();
  const toast = useToast();
  const view = useQuery(useTRPC().graphs.show.queryOptions({ name, revision }));
  const now = useDraft(({ draft }) => draft.file);
  /** The draft that the list of changes is about. What is saved meanwhile is replaced only once it was shown. */
  const [read, setRead] = useState(now);
  const isOther = useMemo(() => !isSameFile(read, now), [read, now]);
  const replace = () => {
    if (view.data === undefined) return;
    const { content, ...rest } = placedFile(view.data.file);
    const { draft, edit } = store.getState();
    // It became another one in this very moment: the list shows it now.
    if (draft.file !== now) return;
    // One step of the history, saved as every other edit is: with the number of the save that it began from.
    const named = { ...content, name: draft.file.content.name };
    const problem = edit({ do: "replace", file: { ...rest, content: named } });
    if (problem === null)
      toast.done(`The draft says what @${revision} says. Undo brings the former one back.`);
    else toast.error({ title: problem, kept: "The draft did not change." });
    onClose();
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      focusAfter={() => document.querySelector<HTMLElement>("[aria-label='Canvas']")}
      size="large"
      title={`Make a draft from ${name}@${revision}`}
      description="This is what changes in the draft. Undo takes it back."
      actions={
        <>
          <Button onClick={onClose}>Back</Button>
          {isOther ? (
            <Button look="primary" onClick={() => setRead(now)}>
              Show the changes again
            </Button>
          ) : (
            <Button look="primary" disabled={view.data === undefined} onClick={replace}>
              Replace the draft
            </Button>
          )}
        </>
      }
    >
      <QueryBody query={view} skeleton={<SkeletonLines count={4} label="Loading the revision" />}>
        {(found) => (
          <>
            {isOther && (
              <Callout tone="warn" title="The draft changed since this was shown">
                Look at the changes again before you replace it.
              </Callout>
            )}
            <Changes draft={read} view={found} revision={revision} />
          </>
        )}
      </QueryBody>
    </Dialog>
  );
}

function Changes({ draft, view, revision }: { draft: GraphFile; view: GraphView; revision: number }) {
  const diff = useMemo(() => diffContents(draft.content, placedFile(view.file).content), [draft, view]);
  return <ContentDiffView diff={diff} before="the draft" after={`@${revision}`} />;
}
