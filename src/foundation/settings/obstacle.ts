/**
 * Something outside the program stands in the way: a taken port, a full disk, a wrong setting.
 * Its message is one plain sentence or two for whoever runs Kith; `exitCode` is 2 when what was given is wrong, else 1.
 */
export class Obstacle extends Error {
  override readonly name = "Obstacle";
  readonly exitCode: 1 | 2;
  constructor(message: string, exitCode: 1 | 2 = 1, options: ErrorOptions = {}) {
    super(message, options);
    this.exitCode = exitCode;
  }
}

const codeOf = (error: unknown): string => (error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "");

/** What the file system said about `place`, as an Obstacle; an error it does not know is given back as it is. */
export function plainly(error: unknown, place: string): unknown {
  const said: Record<string, string> = {
    ENOSPC: `The disk that holds ${place} is full. Free some space, then start again.`,
    EDQUOT: `The disk quota for ${place} is used up. Free some space, then start again.`,
    EROFS: `${place} is on a disk that can only be read. Set KITH_HOME to a folder that can be written.`,
    EACCES: `Kith may not write in ${place}. Give this user the right to, or set KITH_HOME to another folder.`,
    EPERM: `Kith may not write in ${place}. Give this user the right to, or set KITH_HOME to another folder.`,
    ENOTDIR: `${place} is not a folder. Set KITH_HOME to a folder.`,
    EEXIST: `${place} is not a folder. Set KITH_HOME to a folder.`,
    EMFILE: "Too many files are open. Raise the limit (ulimit -n), then start again.",
  };
  const sentence = said[codeOf(error)];
  return sentence === undefined ? error : new Obstacle(sentence, 1, { cause: error });
}
