import { SearchParamsContext } from "next/dist/shared/lib/hooks-client-context.shared-runtime";
import { type ReactNode, useEffect, useState } from "react";

/** The query of the address, as the product's router gives it to the page. */
export function Address({ children }: { children: ReactNode }) {
  const [search, setSearch] = useState(() => window.location.search);
  useEffect(() => {
    const { replaceState, pushState } = window.history;
    const followed =
      (own: typeof pushState): typeof pushState =>
      (...given) => {
        own.apply(window.history, given);
        setSearch(window.location.search);
      };
    window.history.replaceState = followed(replaceState);
    window.history.pushState = followed(pushState);
    return () => {
      window.history.replaceState = replaceState;
      window.history.pushState = pushState;
    };
  }, []);
  return <SearchParamsContext value={new URLSearchParams(search)}>{children}</SearchParamsContext>;
}

/** Changes words of the address; null takes one away. */
export function setWords(words: Readonly<Record<string, string | null>>) {
  const address = new URL(window.location.href);
  for (const [word, value] of Object.entries(words))
    if (value === null) address.searchParams.delete(word);
    else address.searchParams.set(word, value);
  window.history.replaceState(null, "", address);
}
