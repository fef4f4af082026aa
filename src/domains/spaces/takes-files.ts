const FORM = /^\/spaces\/[^/]+\/messages$/;
const FILE = /^\/api\/spaces\/[^/]+\/files$/;

/** Whether a request to this address may carry files, and so be larger than words are. */
export const takesFiles = (path: string, type = ""): boolean =>
  FILE.test(path) || (FORM.test(path) && type.startsWith("multipart/form-data"));
