import { browserSupportsWebAuthnAutofill } from "@simplewebauthn/browser";
import { useMutation } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useTRPC } from "#components/api/trpc.ts";
import { askPasskey, stopAsking } from "#components/passkeys/ask-passkey.ts";

/** A challenge lives for five minutes. */
const RENEW_MS = 4 * 60_000;

/**
 * Signs somebody in by a passkey: when they press the button, or choose one that the browser suggests where the email is
 * typed.
 */
export function usePasskeySignIn(works: boolean, onDone: () => void) {
  const trpc = useTRPC();
  const { mutateAsync: begin } = useMutation(trpc.signIn.beginPasskey.mutationOptions());
  const finish = useMutation(trpc.signIn.byPasskey.mutationOptions({ onSuccess: onDone }));
  const { mutate: send, reset } = finish;
  const press = useMutation({
    mutationFn: async () => {
      reset();
      return askPasskey(await begin({}));
    },
    onSuccess: (answer) => send(answer),
  });
  const [round, setRound] = useState(0);
  // One that was refused would be suggested and refused again, as fast as the browser answers.
  const isSuggesting = works && !press.isPending && finish.isIdle;
  // `round` begins it anew, before the challenge is over.
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is read by nothing
  useEffect(() => {
    if (!isSuggesting) return;
    let isOver = false;
    const suggest = async () => {
      if (!(await browserSupportsWebAuthnAutofill()) || isOver) return;
      const options = await begin({});
      if (isOver) return;
      const answer = await askPasskey(options, true);
      if (!isOver) send(answer);
    };
    // What goes wrong before somebody chose one is no news: there is the button.
    suggest().catch(() => undefined);
    const timer = setTimeout(() => setRound((each) => each + 1), RENEW_MS);
    return () => {
      isOver = true;
      clearTimeout(timer);
      stopAsking();
    };
  }, [isSuggesting, round, begin, send]);
  return {
    press: () => press.mutate(),
    isBusy: press.isPending || finish.isPending || finish.isSuccess,
    error: press.error ?? finish.error,
  };
}
