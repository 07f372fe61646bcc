import { useState } from "react";
import { SECTION_IDS, type SectionId } from "./section.ts";

type Kept = Readonly<Partial<Record<SectionId, boolean>>>;

const KEY = "signalbox:inspector-sections";

/**
 * Which sections a person opened or closed by hand, as they left it in this browser. A section of which nothing is kept is
 * open if something is set in it.
 */
export function useKeptSections(): [Kept, (section: SectionId, isOpen: boolean) => void] {
  const [kept, setKept] = useState(readKept);
  return [
    kept,
    (section, isOpen) => {
      const next = { ...kept, [section]: isOpen };
      setKept(next);
      keep(next);
    },
  ];
}

function readKept(): Kept {
  try {
    const stored: unknown = JSON.parse(window.localStorage.getItem(KEY) ?? "{}");
    const entries = Object.entries(stored ?? {}).filter(
      ([section, isOpen]) => SECTION_IDS.includes(section as SectionId) && typeof isOpen === "boolean",
    );
    return Object.fromEntries(entries);
  } catch {
    // A browser may forbid its storage, and anybody may have written there.
    return {};
  }
}

function keep(kept: Kept): void {
  try {
    window.localStorage.setItem(KEY, JSON.stringify(kept));
  } catch {
    // Full or forbidden: the choice lasts as long as the panel.
  }
}
