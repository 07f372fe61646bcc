import type { PasskeyPlaceView } from "#contract/people/passkeys.ts";

type Props = {
  place: Extract<PasskeyPlaceView, { works: false }>;
  /** The page to go to there. */
  path: string;
};

/** Why passkeys do not work at this address, and where they do. */
export function PasskeyPlaceNote({ place: { text, url }, path }: Props) {
  return (
    <>
      {text} Passkeys work at <a href={url + path}>{url}</a>, where you sign in anew.
    </>
  );
}
