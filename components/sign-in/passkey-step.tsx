import { KeyRound } from "lucide-react";
import { useSyncExternalStore } from "react";
import { ProblemCallout } from "#components/api/problem-callout.tsx";
import { knowsPasskeys } from "#components/passkeys/ask-passkey.ts";
import { PasskeyPlaceNote } from "#components/passkeys/passkey-place-note.tsx";
import { Button } from "#components/ui/buttons/button.tsx";
import type { PasskeyPlaceView } from "#contract/people/passkeys.ts";
import styles from "./sign-in.module.css";
import { usePasskeySignIn } from "./use-passkey-sign-in.ts";

type Props = {
  place: PasskeyPlaceView;
  /** The page that somebody wanted to see. */
  to: string;
  onDone: () => void;
};

/** A way to sign in with a passkey, below the password. */
export function PasskeyStep({ place, to, onDone }: Props) {
  const isKnown = useSyncExternalStore(onNothing, knowsPasskeys, () => true);
  const { press, isBusy, error } = usePasskeySignIn(place.works && isKnown, onDone);
  if (!place.works)
    return (
      <p className={styles.note}>
        <PasskeyPlaceNote place={place} path={`/sign-in?to=${encodeURIComponent(to)}`} />
      </p>
    );
  if (!isKnown) return null;
  return (
    <div className={styles.form}>
      <p className={styles.or}>or</p>
      {error !== null && <ProblemCallout error={error} />}
      <Button icon={<KeyRound aria-hidden />} isBusy={isBusy} onClick={press}>
        Sign in with a passkey
      </Button>
    </div>
  );
}

/** What a browser knows does not change. */
function onNothing(): () => void {
  return () => undefined;
}
