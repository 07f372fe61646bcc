import { useQuery } from "@tanstack/react-query";
import { Columns2 } from "lucide-react";
import { useRef } from "react";
import { useTRPC } from "#components/api/trpc.ts";
import { useCommands } from "#components/commands/use-commands.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { LinkButton } from "#components/ui/buttons/link-button.tsx";

const TEXT = "Compare with the last successful run";

/** From a failed run to what differs from the newest run of its graph that succeeded before it. */
export function CompareLink({ id }: { id: number }) {
  const { data } = useQuery(useTRPC().pipelines.comparable.queryOptions({ id }));
  const link = useRef<HTMLAnchorElement>(null);
  const refused = data?.lastSucceeded === null ? "No run of this graph succeeded before this one." : null;
  useCommands(data === undefined ? {} : { "compare-last": { run: () => link.current?.click(), refused } });
  if (data === undefined) return null;
  const icon = <Columns2 aria-hidden />;
  if (refused !== null)
    return (
      <Button look="quiet" icon={icon} refused={refused}>
        {TEXT}
      </Button>
    );
  return (
    <LinkButton ref={link} icon={icon} href={`/pipelines/${id}/compare/${data.lastSucceeded}`}>
      {TEXT}
    </LinkButton>
  );
}
