import { LinkButton } from "#components/ui/buttons/link-button.tsx";
import { EmptyState } from "#components/ui/states/empty-state.tsx";

export default function NotFound() {
  return (
    <EmptyState title="There is no such page" actions={<LinkButton href="/">Go home</LinkButton>}>
      The address leads nowhere. What you look for may have been renamed or deleted.
    </EmptyState>
  );
}
