const headers = { "content-type": "application/json", accept: "application/json" };

/** Says JSON to the house and hears JSON; undefined where no answer came. `isLast`: it goes out even when the page ends. */
export const post = (address: string, body: object, isLast = false): Promise<Response | undefined> =>
  fetch(address, { method: "POST", headers, body: JSON.stringify(body), keepalive: isLast }).catch(() => undefined);
