import { useEffect, useRef, useState } from "react";
import { changeAddress } from "#components/ui/address/change-address.ts";
import { type LinkedLaunch, readLaunchLink } from "./launch-link.ts";

/**
 * The launch form that the page's address opens, if it opens one. The address then stands for the page alone, so that a reload
 * or *Back* does not open the form again.
 *
 * @param onOpen called once.
 */
export function useLaunchLink(onOpen: () => void): LinkedLaunch | null {
  const [linked, setLinked] = useState<LinkedLaunch | null>(null);
  const latest = useRef(onOpen);
  useEffect(() => {
    latest.current = onOpen;
  });
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
  useEffect(() => {
    if (linked !== null) latest.current();
  }, [linked]);
  return linked;
}
