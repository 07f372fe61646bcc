import { useIsShown } from "#components/ui/live/use-is-shown.ts";

/**
 * What a form does once the server has answered that it saved: what was typed is forgotten at once, and where the form is
 * still shown after the lists were read anew, `onSaved` is called. Whoever left it meanwhile stays where they are.
 */
export function useAfterSave(typed: { readonly forget: () => void }, onSaved: (name: string) => void) {
  const isShown = useIsShown();
  return async (name: string, readAnew: Promise<unknown>) => {
    typed.forget();
    await readAnew;
    if (isShown.current) onSaved(name);
  };
}
