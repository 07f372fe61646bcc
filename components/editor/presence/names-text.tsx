import { keysOfNames } from "#components/ui/keys-of-names.ts";

/** Of more people the others are counted. */
const MAX_NAMES = 3;

/** Names in a sentence: `ann, bob and 3 others`. */
export function namesText(names: readonly string[]) {
  const shown = names.slice(0, MAX_NAMES);
  const keys = keysOfNames(shown);
  const more = names.length - shown.length;
  const before = (place: number) =>
    place === 0 ? "" : place === shown.length - 1 && more === 0 ? " and " : ", ";
  return (
    <>
      {shown.map((name, place) => (
        <span key={keys[place]}>
          {before(place)}
          <bdi>{name}</bdi>
        </span>
      ))}
      {more > 0 && ` and ${more === 1 ? "1 other" : `${more} others`}`}
    </>
  );
}
