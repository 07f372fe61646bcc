import { Button } from "#components/ui/buttons/button.tsx";
import { type Column, DataTable } from "#components/ui/data-table.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import type { PasskeyView } from "#contract/people/passkeys.ts";

type Props = {
  passkeys: readonly PasskeyView[];
  /** The host name of this page; null where passkeys do not work. */
  rpId: string | null;
  onRemove: (passkey: PasskeyView) => void;
};

/** Passkeys, with a way to remove each of them. */
export function PasskeyList({ passkeys, rpId, onRemove }: Props) {
  const columns: readonly Column<PasskeyView>[] = [
    {
      id: "name",
      head: "Name",
      cell: (passkey) => (
        <>
          <bdi>{passkey.name}</bdi>
          {passkey.rpId !== rpId && ` (works at ${passkey.rpId})`}
        </>
      ),
    },
    {
      id: "copies",
      head: "Kept",
      isWideOnly: true,
      cell: ({ isBackedUp }) => (isBackedUp ? "on several devices" : "on one device"),
    },
    {
      id: "added",
      head: "Added",
      isWideOnly: true,
      cell: ({ createdAt }) => <RelativeTime at={createdAt} />,
    },
    {
      id: "used",
      head: "Last used",
      cell: ({ usedAt }) => (usedAt === null ? "not yet" : <RelativeTime at={usedAt} />),
    },
    {
      id: "acts",
      head: "Actions",
      cell: (passkey) => (
        <Button
          size="small"
          look="quiet"
          aria-label={`Remove the passkey ${passkey.name}`}
          onClick={() => onRemove(passkey)}
        >
          Remove
        </Button>
      ),
    },
  ];
  // It changes only by what the person does here, so its rows need not be held.
  const of = passkeys.map(({ id }) => id).join();
  return <DataTable label="Passkeys" columns={columns} rows={passkeys} keyOf={({ id }) => id} of={of} />;
}
