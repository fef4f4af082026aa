/** One step of a passkey ceremony, asked of our own house; undefined when the answer is no. */
export async function askHouse<Answer>(step: string, body?: object): Promise<Answer | undefined> {
  const sent = body && { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
  const answer = await fetch(`/identity/passkey/${step}`, { credentials: "same-origin", ...sent });
  return answer.ok ? await answer.json() : undefined;
}
