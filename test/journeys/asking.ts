/** Sends a form with someone's key, as a page of hers would; the answer is not followed. */
export const form = (origin: string, token: string, path: string, fields: Record<string, string>): Promise<Response> =>
  fetch(origin + path, {
    method: "POST",
    redirect: "manual",
    headers: { origin, authorization: `Bearer ${token}` },
    body: new URLSearchParams(fields),
  });

/** Sends JSON with someone's key, as a script does. */
export const json = (origin: string, token: string, path: string, body: object): Promise<Response> =>
  fetch(origin + path, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
    body: JSON.stringify(body),
  });
