import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { isOfEarlierDocument } from "./change-address.ts";

/**
 * After the page was loaded again, *Back* to an address that was changed without asking the server asks it. Next keeps with
 * each history entry which page the server drew, and such an entry has that of the address before: it would ask for the
 * wrong page, ask once more, and a second *Back* meanwhile would leave the page of another address in place for good
 * (seen with Next 16.4).
 */
export function useBackAfterReload(): void {
  const router = useRouter();
  useEffect(() => {
    const look = (event: PopStateEvent) => {
      if (!isOfEarlierDocument(event.state)) return;
      event.stopImmediatePropagation();
      const { pathname, search, hash } = window.location;
      router.replace(`${pathname}${search}${hash}`, { scroll: false });
    };
    // Before the listener of Next, which is one of the same window.
    window.addEventListener("popstate", look, { capture: true });
    return () => window.removeEventListener("popstate", look, { capture: true });
  }, [router]);
}
