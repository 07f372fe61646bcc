import { isDuplicateKey } from "./db.ts";

/**
 * Saves what has a name, new or known. Where another request made it at the same moment it is known now, so that this
 * saves it once more, as one that came a little later.
 *
 * @param save looks for the name first: a whole transaction, or a part of one that is read committed.
 * @throws what `save` throws.
 */
export async function savedByName<Saved>(save: () => Promise<Saved>): Promise<Saved> {
  try {
    return await save();
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
    return save();
  }
}
