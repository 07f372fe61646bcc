import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { RemoveDialog, useAfterRemoval } from "#components/api/remove-dialog.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import type { StreamView } from "#contract/flow/streams.ts";
import { readerName } from "./shown/stream-words.ts";
import { useStreamStates } from "./shown/use-stream-states.ts";

type Props = { stream: StreamView; onRemoved: () => void; onClose: () => void };

/** Asks before a stream is forgotten, and says what is kept and who needs it. */
export function RemoveStreamDialog({ stream, onRemoved, onClose }: Props) {
  // As it was when the dialog was opened: what somebody changed or declared anew since is not removed unseen.
  const [{ name, redisKey, version }] = useState(stream);
  const trpc = useTRPC();
  const queries = useQueryClient();
  const state = useStreamStates([stream])(name);
  const readers = state?.readers ?? [];
  const triggers = readers.filter(({ by }) => by === "trigger" || by === "hidden").map(readerName);
  const list = trpc.streams.list.pathFilter();
  const told = `Removed ${name}. Its records are still in Redis.`;
  const after = useAfterRemoval({ list, onClose, onRemoved, told });
  const show = trpc.streams.show.queryFilter({ name });
  const remove = useMutation(
    trpc.streams.delete.mutationOptions({
      ...after,
      // It may have been changed: what is looked at next is as it is now.
      onError: () => queries.invalidateQueries(show),
    }),
  );
  return (
    <RemoveDialog
      name={name}
      description={
        <>
          <p>Programs that send to it are refused from then on.</p>
          <p>
            Its records and its dead letters stay in Redis, under the keys <bdi>{redisKey}</bdi> and{" "}
            <bdi>{redisKey}:dead</bdi>. A stream that is declared there again has them.
          </p>
          {state?.isUnread && <p>{`Who reads it is not known. ${state.problem}`}</p>}
          {triggers.length > 0 && (
            <p>
              These read it, and will launch nothing: <bdi>{triggers.join(", ")}</bdi>.
            </p>
          )}
        </>
      }
      act="Remove"
      change={remove}
      onConfirm={() => remove.mutate({ name, version })}
      onClose={onClose}
    />
  );
}
