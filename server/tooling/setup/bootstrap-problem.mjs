/** Something that a person has to mend before anything can run; the message says what, in one sentence. */
export class BootstrapProblem extends Error {}
