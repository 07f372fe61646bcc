"use client";

import { usePersonKey } from "#components/api/use-person-key.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { Callout } from "#components/ui/states/callout.tsx";

/**
 * Says that somebody else has signed in, in another tab, since the page was opened: nothing is saved in their name.
 *
 * @param person who opened the page; empty while it is not known.
 */
export function OpenedByOther({ person }: { person: string }) {
  const now = usePersonKey();
  if (now === null || person === "" || now === person) return null;
  return (
    <Callout
      tone="warn"
      title="Somebody else is signed in in this browser now."
      kept="What you change here is not saved any more. This browser keeps it for whoever opened the page."
      actions={
        <Button size="small" onClick={() => window.location.reload()}>
          Reload
        </Button>
      }
    />
  );
}
