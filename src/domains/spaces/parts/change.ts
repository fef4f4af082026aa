import { post } from "./post.ts";

/** Changes words that stand in a room; whether the house took it. */
export async function change(space: string, id: string, text: string): Promise<boolean> {
  const answer = await post(`/spaces/${space}/messages/${id}/edit`, { text });
  return answer?.ok ?? false;
}
