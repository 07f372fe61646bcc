"use client";

import { isPartMissing } from "#components/api/connection/load-part.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { EmptyState } from "#components/ui/states/empty-state.tsx";

export default function PageError({ error, reset }: { error: Error; reset: () => void }) {
  if (isPartMissing(error))
    return (
      <EmptyState
        title="There is a newer version of the program"
        actions={<Button onClick={() => window.location.reload()}>Reload</Button>}
      >
        This page is of an older one, of which the server no longer has all parts. Nothing you saved is lost.
      </EmptyState>
    );
  return (
    <EmptyState title="This page broke" actions={<Button onClick={reset}>Try again</Button>}>
      Nothing you saved is lost. If it happens again, look into the log of the server.
    </EmptyState>
  );
}
