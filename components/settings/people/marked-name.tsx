import type { CandidatePerson } from "#contract/folders.ts";

/** A person's name, with what tells them from others of the same name. */
export function markedName({ name, mark }: Pick<CandidatePerson, "name" | "mark">): string {
  return mark === null ? name : `${name} (${mark})`;
}

/** The same where names are shown beside other text. */
export function MarkedName({ name, mark }: Pick<CandidatePerson, "name" | "mark">) {
  return (
    <>
      <bdi>{name}</bdi>
      {mark !== null && (
        <>
          {" "}
          (<bdi>{mark}</bdi>)
        </>
      )}
    </>
  );
}
