import { useEffect } from "react";
import { titleWithCount } from "./title-count.ts";

/** Writes the number of open prompts before the title of the page, also where the title changes. */
export function useTitleCount(count: number): void {
  useEffect(() => {
    const write = () => {
      const wanted = titleWithCount(document.title, count);
      if (document.title !== wanted) document.title = wanted;
    };
    write();
    const observer = new MutationObserver(write);
    observer.observe(document.head, { subtree: true, childList: true, characterData: true });
    return () => observer.disconnect();
  }, [count]);
}
