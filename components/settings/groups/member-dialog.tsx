import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { ProblemCallout } from "#components/api/problem-callout.tsx";
import { QueryBody } from "#components/api/query-body.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { Checkbox } from "#components/ui/fields/checkbox.tsx";
import { Dialog } from "#components/ui/overlays/dialog.tsx";
import { SkeletonLines } from "#components/ui/states/skeleton.tsx";
import type { GroupView } from "#contract/folders.ts";
import { MarkedName } from "../people/marked-name.tsx";

/** Who is in a group. Each change holds at once. */
export function MemberDialog({ group, onClose }: { group: GroupView; onClose: () => void }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const candidates = useQuery(trpc.grants.candidates.queryOptions());
  const told = { onSettled: () => queries.invalidateQueries(trpc.groups.list.queryFilter()) };
  const add = useMutation(trpc.groups.addMember.mutationOptions(told));
  const remove = useMutation(trpc.groups.removeMember.mutationOptions(told));
  const error = add.error ?? remove.error;
  return (
    <Dialog
      isOpen
      isTyped={false}
      onClose={onClose}
      title={`People of ${group.name}`}
      description="Each change holds at once."
      actions={<Button onClick={onClose}>Close</Button>}
    >
      <QueryBody query={candidates} skeleton={<SkeletonLines count={3} label="Loading people" />}>
        {({ people }) =>
          people.map(({ id, name, mark }) => (
            <Checkbox
              key={id}
              checked={group.members.some((member) => member.id === id)}
              onCheckedChange={(isIn) => (isIn ? add : remove).mutate({ id: group.id, person: id })}
              label={<MarkedName name={name} mark={mark} />}
            />
          ))
        }
      </QueryBody>
      {error !== null && <ProblemCallout error={error} />}
    </Dialog>
  );
}
