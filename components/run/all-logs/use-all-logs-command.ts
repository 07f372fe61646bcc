import { useRouter } from "next/navigation";
import { useCommands } from "#components/commands/use-commands.ts";
import { usePipelineNow } from "../store/pipeline-store.ts";
import { allLogsAddress } from "./all-logs-address.ts";

/** Goes to all logs of the pipeline, with those of its items and child pipelines where a track has launched any. */
export function useAllLogsCommand(): void {
  const router = useRouter();
  const address = usePipelineNow(({ pipeline, tracks }) =>
    allLogsAddress(
      pipeline.id,
      [...tracks.values()].some(({ child, isChildElsewhere }) => child !== null || isChildElsewhere),
    ),
  );
  useCommands({ "all-logs": () => router.push(address) });
}
