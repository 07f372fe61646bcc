import { useState } from "react";

/** How logs are shown, as a person chose it last in this browser. */
export type LogChoice = "times" | "no-wrap";

/** Whether logs show the time of each line (`times`), or leave long lines in one row (`no-wrap`). */
export function useLogChoice(choice: LogChoice): [boolean, (isOn: boolean) => void] {
  const [isOn, setIsOn] = useState(() => readChoice(choice));
  return [
    isOn,
    (next) => {
      setIsOn(next);
      keepChoice(choice, next);
    },
  ];
}

/** The reader's time zone, such as `Europe/Berlin`. */
export function zoneName(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}

function readChoice(choice: LogChoice): boolean {
  try {
    return window.localStorage.getItem(keyOf(choice)) === "shown";
  } catch {
    // A browser may forbid its storage: then the choice lasts as long as the page.
    return false;
  }
}

function keepChoice(choice: LogChoice, isOn: boolean): void {
  try {
    if (isOn) window.localStorage.setItem(keyOf(choice), "shown");
    else window.localStorage.removeItem(keyOf(choice));
  } catch {
    // As above.
  }
}

function keyOf(choice: LogChoice): string {
  return `signalbox:log-${choice}`;
}
