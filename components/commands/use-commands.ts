import { useEffect, useEffectEvent } from "react";
import { isTyping } from "#components/ui/keys/is-typing.ts";
import { type Commands, registerCommands, statesOf, type Target } from "./command-registry.ts";
import { COMMANDS } from "./command-table.ts";
import { isPressed } from "./match-keys.ts";

const NO_TARGETS: readonly Target[] = [];

/**
 * Gives the page these actions: the command list shows them, and their keys do them. Keys do nothing while a person types
 * or a dialog is open, except those of which the table says so.
 *
 * @param commands or what gives them, asked whenever they are needed.
 * @param targetsOf what the command list can go to, asked when it is opened.
 */
export function useCommands(
  commands: Commands | (() => Commands),
  targetsOf?: () => readonly Target[],
): void {
  const now = useEffectEvent(() => (typeof commands === "function" ? commands() : commands));
  const targets = useEffectEvent(() => targetsOf?.() ?? NO_TARGETS);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => press(event, now());
    window.addEventListener("keydown", onKeyDown);
    const remove = registerCommands({ commands: () => now(), targets: () => targets() });
    return () => {
      window.removeEventListener("keydown", onKeyDown);
      remove();
    };
  }, []);
}

/** Does the action whose keys were pressed. The browser does nothing more with keys that are meant for an action. */
function press(event: KeyboardEvent, commands: Commands): void {
  if (event.defaultPrevented) return;
  for (const [id, { run, refused = null }] of statesOf(commands)) {
    const { keys = [], whileTyping, once, byBrowser } = COMMANDS[id];
    if (run === null || byBrowser === true || !keys.some((each) => isPressed(each, event))) continue;
    if ((whileTyping !== true && isTyping(event)) || (once === true && event.repeat)) continue;
    if (refused === null && run(event) === false) continue;
    event.preventDefault();
    return;
  }
}
