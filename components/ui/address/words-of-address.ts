/** The words behind the `?` of an address, as a page is given them. One that stands there twice is left out. */
export type AddressWords = Promise<Readonly<Record<string, string | string[] | undefined>>>;

/** These words by their names. */
export async function wordsOf(given: AddressWords): Promise<ReadonlyMap<string, string>> {
  return new Map(
    Object.entries(await given).flatMap(([word, value]) =>
      typeof value === "string" ? [[word, value] as const] : [],
    ),
  );
}
