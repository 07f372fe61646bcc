import { useQuery } from "@tanstack/react-query";
import { QueryBody } from "#components/api/query-body.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { Dialog } from "#components/ui/overlays/dialog.tsx";
import { SkeletonLines } from "#components/ui/states/skeleton.tsx";

/** Connects once, from the web process, and shows what came of it. */
export function TestConnectionDialog({ name, onClose }: { name: string; onClose: () => void }) {
  const options = useTRPC().connections.test.queryOptions({ name }, { gcTime: 0, retry: false });
  const test = useQuery(options);
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={`Test ${name}`}
      description="The web process connects once. A runner of another machine may reach other servers."
      actions={<Button onClick={onClose}>Close</Button>}
    >
      <QueryBody query={test} skeleton={<SkeletonLines count={1} label="Connecting" />}>
        {({ text }) => (
          <p role="status">
            <bdi>{text}</bdi>
          </p>
        )}
      </QueryBody>
    </Dialog>
  );
}
