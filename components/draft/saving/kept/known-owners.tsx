import { type ReactNode, useEffect, useState } from "react";
import { usePersonKey } from "#components/api/use-person-key.ts";
import { openOwners } from "./open-owners.ts";

/** Which other pages have the graph open: a draft that such a page keeps is its own. */
export type Owners = {
  /** Whose drafts they are: who opened the page, also once somebody else has signed in. Empty while it is not known. */
  readonly person: string;
  readonly stillOpen: ReadonlySet<string>;
};

type Props = {
  readonly graphId: number;
  readonly skeleton: ReactNode;
  readonly children: (owners: Owners) => ReactNode;
};

/**
 * Shows an editor once it is known which other pages have the graph open: only then is it known which draft is to be shown.
 * From then on it stays.
 */
export function KnownOwners({ graphId, skeleton, children }: Props) {
  // Under the empty key nothing is found for anybody.
  const now = usePersonKey() ?? "";
  const [person, setPerson] = useState(now);
  if (person === "" && now !== "") setPerson(now);
  const [owners, setOwners] = useState(() => (openHere(person, graphId) === null ? nobody(person) : null));
  useEffect(() => {
    let isLeft = false;
    const set = (next: Owners) => {
      if (!isLeft) setOwners((known) => (known?.person === next.person ? known : next));
    };
    const ask = openHere(person, graphId);
    if (ask === null) set(nobody(person));
    else void ask().then((stillOpen) => set({ person, stillOpen }));
    return () => {
      isLeft = true;
    };
  }, [person, graphId]);
  return owners === null ? skeleton : children(owners);
}

function openHere(person: string, graphId: number) {
  return openOwners([window.sessionStorage, window.localStorage], person, graphId);
}

function nobody(person: string): Owners {
  return { person, stillOpen: new Set() };
}
