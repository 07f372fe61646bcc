import { useQuery } from "@tanstack/react-query";
import { Columns2 } from "lucide-react";
import { useTRPC } from "#components/api/trpc.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { LinkButton } from "#components/ui/buttons/link-button.tsx";

const TEXT = "Compare with the last successful run";

/** From a failed run to what differs from the newest run of its graph that succeeded before it. */
export function CompareLink({ id }: { id: number }) {
  const { data } = useQuery(useTRPC().pipelines.comparable.queryOptions({ id }));
  if (data === undefined) return null;
  const icon = <Columns2 aria-hidden />;
  if (data.lastSucceeded === null)
    return (
      <Button look="quiet" icon={icon} refused="No run of this graph succeeded before this one.">
        {TEXT}
      </Button>
    );
  return (
    <LinkButton icon={icon} href={`/pipelines/${id}/compare/${data.lastSucceeded}`}>
      {TEXT}
    </LinkButton>
  );
}
