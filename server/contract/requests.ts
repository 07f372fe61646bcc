import { z } from "zod";
import { fields } from "./fields.ts";

/** The header that has the id of a request that changes something. The name is that of the IETF's draft. */
export const REQUEST_ID_HEADER = "idempotency-key";
/** The header that has the `personKey` of who opened the page that asks. Programs leave it out. */
export const PERSON_HEADER = "x-signalbox-person";
export const MIN_REQUEST_ID = 16;
export const MAX_REQUEST_ID = 200;

/** The id of a request, as a client chooses it. */
export const requestId = z
  .string()
  .regex(/^[\x21-\x7e]+$/)
  .min(MIN_REQUEST_ID)
  .max(MAX_REQUEST_ID);

export const requestOutcomeInput = fields({ id: requestId });

/** Procedures that change something, need no request id, and can be repeated at any time, each with its reason. */
export const REPEATABLE: Readonly<Record<string, string>> = {
  "requests.outcome": "It asks what became of another request.",
  "pipelines.forecast": "It changes nothing: its values may be longer than an address can be.",
  "tracks.previewForce": "It changes nothing: its values may be longer than an address can be.",
  "graphs.here": "A tab says often that it is there. Said twice, it is there once.",
  "triggers.test": "It changes nothing: an event may be longer than an address can be.",
  "signIn.byPassword":
    "Signed in twice, a person has two sessions. Its answer has a token, which is recorded nowhere.",
  "signIn.byLink": "A link can be used once. Its answer has a token, which is recorded nowhere.",
  "signIn.byCode": "A code can be used once. Its answer has a token, which is recorded nowhere.",
  "signIn.byProvider": "It changes nothing: the browser keeps what the provider's answer is compared with.",
  "signIn.beginPasskey": "Its answer has a challenge, which is recorded nowhere. Of two, one is answered.",
  "signIn.byPasskey": "A challenge is answered once. Its answer has a token, which is recorded nowhere.",
  "passkeys.beginConfirm": "Its answer has a challenge, which is recorded nowhere. Of two, one is answered.",
  "passkeys.begin": "Its answer has a challenge, which is recorded nowhere. Of two, one is answered.",
  "passkeys.add": "A challenge is answered once, and a passkey is added once.",
  "passkeys.remove": "A passkey is removed once: a second time it is not there.",
  "account.linkProvider":
    "It changes nothing: the browser keeps what the provider's answer is compared with.",
  "account.unlinkProvider":
    "Its answer has a token, which is recorded nowhere. Unlinked twice, it is unlinked.",
  "devices.begin":
    "Its answer has a token, which is recorded nowhere. One that nobody decides about is over soon.",
  "devices.decide": "It is decided once: a second time it is refused, and nothing changes.",
  "devices.poll": "Its answer may have a token, which is recorded nowhere. If it was lost, it is begun anew.",
  "signIn.out": "Signed out twice, a person is signed out.",
  "account.setPassword": "Its answer has a token, which is recorded nowhere.",
  "secondFactor.start":
    "Its answer has the secret of the app, which is recorded nowhere. A second one replaces it.",
  "secondFactor.confirm":
    "A code can be used once. Its answer has a token and codes, which are recorded nowhere.",
  "secondFactor.turnOff": "Its answer has a token, which is recorded nowhere. Turned off twice, it is off.",
  "secondFactor.renewCodes":
    "Its answer has a token and codes, which are recorded nowhere. Codes whose answer was lost are renewed.",
  "people.makeLink":
    "Its answer has a token, which is recorded nowhere. Of two links, one is used and the other ends.",
  "tokens.create":
    "Its answer has the token, which is recorded nowhere. A token whose answer was lost is revoked.",
  "runners.add":
    "Its answer has a code, which is recorded nowhere. A code whose answer was lost is over after 15 minutes.",
  "streams.save":
    "It asks a Redis before its transaction. Saved twice, a stream is as it was after the first time.",
  "streams.putBack": "It changes a Redis. A dead letter that was put back is not there to be put back again.",
  "streams.removeDead": "It changes a Redis. A dead letter is removed once.",
  "retention.run": "It removes in many transactions. Run twice, it goes on.",
  "system.examine":
    "It locks one pipeline at a time. Examined or repaired twice, nothing changes the second time.",
};
