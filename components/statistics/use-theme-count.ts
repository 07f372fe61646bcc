import { useEffect, useState } from "react";

/** A number that grows whenever the theme changes: what is drawn in its colours is drawn again. */
export function useThemeCount(): number {
  const [count, setCount] = useState(0);
  useEffect(() => {
    const grow = () => setCount((before) => before + 1);
    const observer = new MutationObserver(grow);
    observer.observe(document.documentElement, { attributeFilter: ["data-theme"] });
    const system = matchMedia("(prefers-color-scheme: dark)");
    system.addEventListener("change", grow);
    return () => {
      observer.disconnect();
      system.removeEventListener("change", grow);
    };
  }, []);
  return count;
}
