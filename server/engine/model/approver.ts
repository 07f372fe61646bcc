/** What is known of somebody who answers, or could, at the moment of judging. */
export type Approver = {
  /** Who it is, whatever the name: `person 3`. */
  readonly key: string;
  readonly name: string;
  readonly kind: "person" | "token" | "command line";
  /** Whether they may answer in the folder of the graph now. */
  readonly mayAnswer: boolean;
  /** The assignees of the vertex that they are, or whose place they were given. */
  readonly places: readonly string[];
  /** The assignees whose place they gave to somebody else. */
  readonly givenAway: readonly string[];
  /** Whether they launched the pipeline, or decided what runs in it; null: it is not known who did. */
  readonly isLauncher: boolean | null;
  /** Whether they sealed the revision; null: it is not known who did. */
  readonly isSealer: boolean | null;
};
