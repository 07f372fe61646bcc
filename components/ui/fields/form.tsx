import type { ComponentProps, FormEvent, KeyboardEvent } from "react";
import { ignoreHeldEnter } from "../buttons/one-press.ts";

type Props = Omit<ComponentProps<"form">, "method" | "action" | "onSubmit"> & {
  onSubmit: () => void;
};

/**
 * A form whose page sends what was typed. A browser sends a form itself while the scripts of the page do not run yet. Then
 * it is a POST, so that nothing that was typed stands in an address, a history or a log.
 */
export function Form({ onSubmit, onKeyDown, ...rest }: Props) {
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSubmit();
  };
  const press = (event: KeyboardEvent<HTMLFormElement>) => {
    // Enter in a field of one line sends the form; held, it does so once.
    if (event.target instanceof HTMLInputElement) ignoreHeldEnter(event);
    onKeyDown?.(event);
  };
  return <form {...rest} method="post" onSubmit={submit} onKeyDown={press} />;
}
