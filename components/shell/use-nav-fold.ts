import { useState } from "react";

const A_YEAR_S = 31_536_000;

/**
 * Whether the navigation is folded. The choice is a cookie, as that of the theme: the server then writes the page with the
 * right width, and nothing jumps.
 */
export function useNavFold(initial: boolean): [isFolded: boolean, fold: (isFolded: boolean) => void] {
  const [isFolded, setFolded] = useState(initial);
  return [
    isFolded,
    (next) => {
      setFolded(next);
      // biome-ignore lint/suspicious/noDocumentCookie: the cookie store is not in every browser yet
      document.cookie = `navigation=${next ? "folded" : "open"}; path=/; max-age=${A_YEAR_S}; samesite=lax`;
    },
  ];
}
