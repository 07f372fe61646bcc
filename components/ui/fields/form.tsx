import type { ComponentProps, FormEvent } from "react";

type Props = Omit<ComponentProps<"form">, "method" | "action" | "onSubmit"> & {
  onSubmit: () => void;
};

/**
 * A form whose page sends what was typed. A browser sends a form itself while the scripts of the page do not run yet. Then
 * it is a POST, so that nothing that was typed stands in an address, a history or a log.
 */
export function Form({ onSubmit, ...rest }: Props) {
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSubmit();
  };
  return <form {...rest} method="post" onSubmit={submit} />;
}
