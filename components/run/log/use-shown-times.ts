import { useState } from "react";

const KEY = "signalbox:log-times";

/** Whether logs show the time of each line: as the person chose it last in this browser. */
export function useShownTimes(): [boolean, (isShown: boolean) => void] {
  const [isShown, setIsShown] = useState(readChoice);
  return [
    isShown,
    (next) => {
      setIsShown(next);
      keepChoice(next);
    },
  ];
}

/** The reader's time zone, such as `Europe/Berlin`. */
export function zoneName(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}

function readChoice(): boolean {
  try {
    return window.localStorage.getItem(KEY) === "shown";
  } catch {
    // A browser may forbid its storage: then the choice lasts as long as the page.
    return false;
  }
}

function keepChoice(isShown: boolean): void {
  try {
    if (isShown) window.localStorage.setItem(KEY, "shown");
    else window.localStorage.removeItem(KEY);
  } catch {
    // As above.
  }
}
