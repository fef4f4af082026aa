const headers = { "content-type": "application/json", accept: "application/json" };

/** Changes words that stand in a room; whether the house took it. */
export async function change(space: string, id: string, text: string): Promise<boolean> {
  const sent = { method: "POST", headers, body: JSON.stringify({ text }) };
  const answer = await fetch(`/spaces/${space}/messages/${id}/edit`, sent).catch(() => undefined);
  return answer?.ok ?? false;
}
