import { useMutation } from "@tanstack/react-query";
import { useTRPC } from "#components/api/trpc.ts";
import type { PasskeyAnswer } from "#contract/people/passkeys.ts";
import { askPasskey } from "./ask-passkey.ts";

/** Asks the person who is signed in for one of their passkeys. `onAnswer` gets what it says. */
export function useAskedPasskey(onAnswer: (answer: PasskeyAnswer) => void) {
  const begin = useMutation(useTRPC().passkeys.beginConfirm.mutationOptions());
  return useMutation({
    mutationFn: async () => askPasskey(await begin.mutateAsync({})),
    onSuccess: onAnswer,
  });
}
