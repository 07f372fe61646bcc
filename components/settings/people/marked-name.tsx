import type { CandidatePerson } from "#contract/folders.ts";

/** What `markedName` says, where names are shown beside other text. */
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
