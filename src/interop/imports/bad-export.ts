/** A file that cannot be read as an export. Its message names the file and, where one is to blame, the line (counted from 1). */
export class BadExport extends Error {
  override readonly name = "BadExport";
  readonly file: string;
  readonly line: number | undefined;
  constructor(file: string, reason: string, line?: number) {
    super(line === undefined ? `${file}: ${reason}` : `${file}, line ${line}: ${reason}`);
    this.file = file;
    this.line = line;
  }
}
