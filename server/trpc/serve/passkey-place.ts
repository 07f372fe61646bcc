import { headers } from "next/headers";
import type { PasskeyPlaceView } from "#contract/people/passkeys.ts";
import { passkeyPlace } from "../routers/people/passkey-asking.ts";

/** Whether passkeys work at the address at which a page is shown. */
export async function passkeyPlaceOfPage(): Promise<PasskeyPlaceView> {
  return passkeyPlace((await headers()).get("host") ?? "");
}
