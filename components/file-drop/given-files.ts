import { fileSizeProblem } from "#components/draft/saving/file-size-problem.ts";

/** A file that was dropped, pasted or chosen. */
export type GivenFile = {
  readonly name: string;
  /** Null where it is not read: `problem` says why. */
  readonly file: File | null;
  readonly problem: string | null;
};

/**
 * What a drop or a paste brought. It must be called before the event is over: the browser forgets it then. Nothing is read
 * yet, so a file of any size costs nothing.
 */
export function givenFiles({ items, files }: DataTransfer): readonly GivenFile[] {
  const entries = [...items].filter(({ kind }) => kind === "file");
  const folders = entries.map((item) => item.webkitGetAsEntry()?.isDirectory === true);
  return [...files].map((file, at) =>
    folders[at] === true
      ? { name: file.name, file: null, problem: "It is a folder. Drop the graph file that is in it." }
      : givenFile(file),
  );
}

/**
 * The files of a paste. Beside copied cells and words other programs put a picture of them: then the text is meant, and there
 * are no files.
 */
export function pastedFiles(data: DataTransfer): readonly GivenFile[] {
  const isTextToo = data.getData("text/plain").trim() !== "";
  if (isTextToo && [...data.files].every(({ type }) => type.startsWith("image/"))) return [];
  return givenFiles(data);
}

/** A file, and why it cannot be a graph file as far as its size and its type tell. */
export function givenFile(file: File): GivenFile {
  const problem = problemOf(file);
  return { name: file.name, file: problem === null ? file : null, problem };
}

function problemOf({ size, type }: File): string | null {
  if (size === 0) return "It is empty.";
  const [kind] = type.split("/");
  if (kind === "image") return "It is a picture. A graph file is text.";
  if (kind === "audio" || kind === "video") return "It is a recording. A graph file is text.";
  return fileSizeProblem(size);
}
