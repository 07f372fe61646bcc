import { useMutation, useQueryClient } from "@tanstack/react-query";
import { ConfirmDialog } from "#components/api/confirm-dialog.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { releaseLists } from "#components/ui/live/interaction.ts";
import { useToast } from "#components/ui/overlays/toast.tsx";
import type { StreamView } from "#contract/flow/streams.ts";
import { readerName } from "./shown/stream-words.ts";
import { useStreamStates } from "./shown/use-stream-states.ts";

type Props = { stream: StreamView; onRemoved: () => void; onClose: () => void };

/** Asks before a stream is forgotten, and says what is kept and who needs it. */
export function RemoveStreamDialog({ stream, onRemoved, onClose }: Props) {
  const { name, redisKey } = stream;
  const trpc = useTRPC();
  const queries = useQueryClient();
  const toast = useToast();
  const readers = useStreamStates([stream])(name)?.readers ?? [];
  const triggers = readers.filter(({ by }) => by === "trigger" || by === "hidden").map(readerName);
  const remove = useMutation(
    trpc.streams.delete.mutationOptions({
      onSuccess: async () => {
        toast.done(`Removed ${name}. Its records are still in Redis.`);
        onClose();
        onRemoved();
        await queries.invalidateQueries(trpc.streams.list.pathFilter());
        releaseLists();
      },
    }),
  );
  return (
    <ConfirmDialog
      title={
        <>
          Remove <bdi>{name}</bdi>?
        </>
      }
      description={
        <>
          <p>Programs that send to it are refused from then on.</p>
          <p>
            Its records and its dead letters stay in Redis, under the keys <bdi>{redisKey}</bdi> and{" "}
            <bdi>{redisKey}:dead</bdi>. A stream that is declared there again has them.
          </p>
          {triggers.length > 0 && (
            <p>
              These read it, and will launch nothing: <bdi>{triggers.join(", ")}</bdi>.
            </p>
          )}
        </>
      }
      act="Remove"
      change={remove}
      onConfirm={() => remove.mutate({ name })}
      onClose={onClose}
    />
  );
}
