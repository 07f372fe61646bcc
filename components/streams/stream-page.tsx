"use client";

import { useQuery } from "@tanstack/react-query";
import { Pencil, Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { QueryBody } from "#components/api/query-body.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { useMay } from "#components/api/use-may.ts";
import { PageBody, PageHeader } from "#components/shell/page-header.tsx";
import { useUrlQuery } from "#components/ui/address/use-url-query.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { shortened } from "#components/ui/long-text.tsx";
import { Callout } from "#components/ui/states/callout.tsx";
import { SkeletonLines } from "#components/ui/states/skeleton.tsx";
import type { StreamView } from "#contract/flow/streams.ts";
import { folderText } from "#engine/rights/folder-path.ts";
import { StreamForm } from "./form/stream-form.tsx";
import { LetterSection } from "./one/letter-section.tsx";
import { ReaderTable } from "./one/reader-table.tsx";
import { RecordSection } from "./one/record-section.tsx";
import { StreamFacts } from "./one/stream-facts.tsx";
import { RemoveStreamDialog } from "./remove-stream-dialog.tsx";
import { LengthText } from "./shown/length-text.tsx";
import { useStreamStates } from "./shown/use-stream-states.ts";

const SKELETON = <SkeletonLines count={8} label="Loading the record stream" />;
const LOOK_MS = 5_000;

/** One record stream: how full it is, who reads it, how records are sent, its newest records and its dead letters. */
export function StreamPage({ name }: { name: string }) {
  const { query, change } = useUrlQuery("push");
  const shown = useQuery(useTRPC().streams.show.queryOptions({ name }));
  const isEdited = query.get("edit") === "1";
  const leave = () => change({ edit: null });
  if (isEdited)
    return (
      <>
        <PageHeader
          title={
            <>
              Edit <bdi>{name}</bdi>
            </>
          }
          detail="A change counts for the next record."
        />
        <PageBody>
          <QueryBody query={shown} skeleton={SKELETON}>
            {(stream) => <StreamForm stream={stream} onSaved={leave} onCancel={leave} />}
          </QueryBody>
        </PageBody>
      </>
    );
  return (
    <>
      <Head name={name} stream={shown.data} onEdit={() => change({ edit: "1" })} />
      <PageBody>
        <QueryBody query={shown} skeleton={SKELETON}>
          {(stream) => <Body stream={stream} />}
        </QueryBody>
      </PageBody>
    </>
  );
}

function Body({ stream }: { stream: StreamView }) {
  const state = useStreamStates([stream], LOOK_MS)(stream.name);
  return (
    <>
      {state !== undefined && state.problem !== null && (
        <Callout
          tone="bad"
          title={<bdi>{state.problem}</bdi>}
          todo={`${state.isUnread ? "" : "Senders are told to come later, and no record is lost. "}It is asked again by itself.`}
        />
      )}
      <StreamFacts stream={stream} />
      <ReaderTable state={state} />
      <RecordSection stream={stream} />
      <LetterSection stream={stream} state={state} />
    </>
  );
}

type HeadProps = { name: string; stream: StreamView | undefined; onEdit: () => void };

function Head({ name, stream, onEdit }: HeadProps) {
  const state = useStreamStates(stream === undefined ? [] : [stream], LOOK_MS)(name);
  return (
    <PageHeader
      title={<bdi>{name}</bdi>}
      detail={
        stream !== undefined && (
          <>
            <LengthText state={state} maxLength={stream.maxLength} isShort />
            <span>
              in <bdi title={folderText(stream.folder)}>{shortened(folderText(stream.folder), 80)}</bdi>
            </span>
          </>
        )
      }
      actions={stream !== undefined && <HeadActions stream={stream} onEdit={onEdit} />}
    />
  );
}

function HeadActions({ stream, onEdit }: { stream: StreamView; onEdit: () => void }) {
  const router = useRouter();
  const refused = useMay()("design", stream.folder);
  const [isRemoving, setRemoving] = useState(false);
  return (
    <>
      <Button icon={<Pencil aria-hidden />} refused={refused} onClick={onEdit}>
        Edit
      </Button>
      <Button look="danger" icon={<Trash2 aria-hidden />} refused={refused} onClick={() => setRemoving(true)}>
        Remove
      </Button>
      {isRemoving && (
        <RemoveStreamDialog
          stream={stream}
          onRemoved={() => router.push("/streams")}
          onClose={() => setRemoving(false)}
        />
      )}
    </>
  );
}
