import { z } from "zod";

const signedPage = z.object({
  type: z.string(),
  challenge: z.string(),
  origin: z.string(),
  crossOrigin: z.boolean().optional(),
});

/** What a browser says that it had signed, and on which page. */
export type SignedPage = z.output<typeof signedPage>;

/** Reads the client data of an answer; null where it is none. Whether it was signed is judged later. */
export function readSignedPage(base64url: string): SignedPage | null {
  try {
    return (
      signedPage.safeParse(JSON.parse(Buffer.from(base64url, "base64url").toString("utf8"))).data ?? null
    );
  } catch {
    return null;
  }
}
