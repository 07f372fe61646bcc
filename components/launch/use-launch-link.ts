import { useEffect, useEffectEvent, useState } from "react";
import { changeAddress } from "#components/ui/address/change-address.ts";
import { type LinkedLaunch, readLaunchLink } from "./launch-link.ts";

type Link = {
  /** What the form begins with; null where no link opened the page, or its form was closed. */
  readonly linked: LinkedLaunch | null;
  /** Why the link opened no form; null as soon as a launch is not refused any more. */
  readonly refused: string | null;
  /** The form was closed: the next one begins as any other. */
  readonly forget: () => void;
};

/**
 * The launch form that the page's address opens, if it opens one. The address then stands for the page alone, so that a reload
 * or *Back* does not open the form again.
 *
 * @param refused why it cannot be opened now.
 * @param onOpen called once, unless it is refused.
 */
export function useLaunchLink(refused: string | null, onOpen: () => void): Link {
  const [linked, setLinked] = useState<LinkedLaunch | null>(null);
  const [wasRefused, setWasRefused] = useState(false);
  // What is refused later is not about the link.
  if (wasRefused && refused === null) setWasRefused(false);
  useEffect(() => {
    const { pathname, search } = window.location;
    const asked = readLaunchLink(search);
    if (asked === null) return;
    const revision = new URLSearchParams(search).get("revision");
    const plain = revision === null ? "" : `?${new URLSearchParams({ revision })}`;
    changeAddress("replace", `${pathname}${plain}`);
    setLinked(asked);
  }, []);
  // Not before: what is around the caller is not ready while it is mounted, such as the session that saves a draft.
  const open = useEffectEvent(() => {
    if (refused === null) onOpen();
    else setWasRefused(true);
  });
  useEffect(() => {
    if (linked !== null) open();
  }, [linked]);
  return { linked, refused: wasRefused ? refused : null, forget: () => setLinked(null) };
}
