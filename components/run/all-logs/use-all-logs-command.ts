import { useRouter } from "next/navigation";
import { useCommands } from "#components/commands/use-commands.ts";
import { onceForTracks } from "../store/once-for-tracks.ts";
import { usePipelineNow } from "../store/pipeline-store.ts";
import { allLogsAddress } from "./all-logs-address.ts";

const hasLaunched = onceForTracks((tracks) => {
  for (const { child, isChildElsewhere } of tracks.values())
    if (child !== null || isChildElsewhere) return true;
  return false;
});

/**
 * Goes to all logs of the pipeline, with those of its items and child pipelines where a track has launched any.
 *
 * @returns their address.
 */
export function useAllLogsCommand(): string {
  const router = useRouter();
  const address = usePipelineNow(({ pipeline, tracks }) => allLogsAddress(pipeline.id, hasLaunched(tracks)));
  useCommands({ "all-logs": () => router.push(address) });
  return address;
}
