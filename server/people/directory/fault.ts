/** The steps of asking a directory, in their order: which of them fails is what an administrator needs to know. */
export type DirectoryStep = "connect" | "tls" | "bind" | "search" | "groups";

/** A directory that could not be asked, or whose answer is not whole. The sentence is for people and holds no secret. */
export class DirectoryFault extends Error {
  override readonly name = "DirectoryFault";
  readonly step: DirectoryStep;

  constructor(step: DirectoryStep, sentence: string, cause?: unknown) {
    super(sentence, { cause });
    this.step = step;
  }
}
