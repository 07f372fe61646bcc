import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "#components/api/trpc.ts";
import { ChangedByOthers } from "#components/page-form/changed-by-others.tsx";
import type { StreamView } from "#contract/flow/streams.ts";
import { differingStreamFields, entriesOfStream, type StreamEntries } from "./stream-entries.ts";

/** They may go on changing it while somebody decides. */
const LOOK_MS = 5_000;

type Props = {
  before: StreamView;
  form: Parameters<typeof ChangedByOthers<StreamView>>[0]["form"] & { readonly entries: StreamEntries };
  title: string;
};

/** What somebody else saved of the stream in between. */
export function ChangedStream({ before, form, title }: Props) {
  const { data } = useQuery({
    ...useTRPC().streams.show.queryOptions({ name: before.name }),
    refetchOnMount: "always",
    refetchInterval: LOOK_MS,
  });
  // What this form began with is not theirs: it may still be in the cache.
  const theirs = data === undefined || data.version === before.version ? null : data;
  return (
    <ChangedByOthers
      title={title}
      theirs={theirs}
      differing={theirs === null ? [] : differingStreamFields(entriesOfStream(theirs), form.entries)}
      form={form}
    />
  );
}
