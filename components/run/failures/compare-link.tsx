import { useQuery } from "@tanstack/react-query";
import { Columns2 } from "lucide-react";
import { useRef } from "react";
import { useTRPC } from "#components/api/trpc.ts";
import { useCommands } from "#components/commands/use-commands.ts";
import { LinkButton } from "#components/ui/buttons/link-button.tsx";

const TEXT = "Compare with the last successful run";

/** From a failed run to what differs from the newest run of its graph that succeeded before it; nothing where none did. */
export function CompareLink({ id }: { id: number }) {
  const { data } = useQuery(useTRPC().pipelines.comparable.queryOptions({ id }));
  const link = useRef<HTMLAnchorElement>(null);
  const refused = data?.lastSucceeded === null ? "No run of this graph succeeded before this one." : null;
  useCommands(data === undefined ? {} : { "compare-last": { run: () => link.current?.click(), refused } });
  // The command list says why it cannot be done; a header of the page has no room for what cannot be done yet.
  if (data === undefined || refused !== null) return null;
  return (
    <LinkButton
      ref={link}
      icon={<Columns2 aria-hidden />}
      href={`/pipelines/${id}/compare/${data.lastSucceeded}`}
    >
      {TEXT}
    </LinkButton>
  );
}
