"use client";

import { Button } from "#components/ui/buttons/button.tsx";
import { EmptyState } from "#components/ui/states/empty-state.tsx";

export default function PageError({ reset }: { error: Error; reset: () => void }) {
  return (
    <EmptyState title="This page broke" actions={<Button onClick={reset}>Try again</Button>}>
      Nothing you saved is lost. If it happens again, look into the log of the server.
    </EmptyState>
  );
}
