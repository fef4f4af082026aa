import { Card, Empty, Head, LinkButton, Tag, Tile } from "#design";
import type { Clock } from "#foundation/language";
import type { LastDoor, OpenDoor } from "../rooms.ts";
import type { Asking } from "../waits.ts";
import type { SpaceWords } from "../words/index.ts";

interface Props {
  w: SpaceWords;
  clock: Clock;
  doors: OpenDoor[];
  /** Where she has asked already, and nobody has answered. */
  asked: Asking[];
  next: LastDoor | undefined;
}

/** Rooms whose doors are open to whoever is signed in. */
export function FindPage({ w, clock, doors, asked, next }: Props) {
  const since = new Map(asked.map(({ space, askedAt }) => [space, askedAt]));
  return (
    <div class="stack">
      <Head title={w("find.title")} lead={w("find.lead")} />
      {doors.length === 0 && (
        <Empty drawing="door" title={w("find.empty.title")} body={w("find.empty.body")}>
          <LinkButton href="/code">{w("home.code")}</LinkButton>
        </Empty>
      )}
      {doors.length > 0 && (
        <div class="stack halves">
          {doors.map((door) => (
            <Card key={door.id} id={`d${door.id}`}>
              <div class="person">
                <Tile of={door.id} />
                <span>
                  <h2>
                    <bdi>{door.title}</bdi>
                  </h2>
                  <small>{w(`kind.${door.kind}`)}</small>
                </span>
              </div>
              {door.startHere && <p dir="auto">{door.startHere}</p>}
              <WayIn {...{ w, clock, door }} since={door.entry === "request" ? since.get(door.id) : undefined} />
            </Card>
          ))}
        </div>
      )}
      {next && (
        <p>
          <LinkButton kind="quiet" href={`/rooms?${new URLSearchParams({ title: next.title, id: next.id })}`}>
            {w("find.more")}
          </LinkButton>
        </p>
      )}
    </div>
  );
}

function WayIn({ w, clock, door, since }: Pick<Props, "w" | "clock"> & { door: OpenDoor; since: Date | undefined }) {
  if (door.isMine)
    return (
      <p>
        <LinkButton kind="quiet" href={`/spaces/${door.id}`}>
          {w("find.open")}
        </LinkButton>
      </p>
    );
  return (
    <>
      {since && (
        <p>
          <Tag kind="open">{w("ask.done.title")}</Tag> <span class="soft small">{w("ask.since", { when: clock.full(since) })}</span>
        </p>
      )}
      <p>
        <LinkButton kind={since ? "quiet" : "second"} href={`/rooms/${door.id}/join`}>
          {w(since ? "find.asked" : door.entry === "request" ? "find.ask" : "find.join")}
        </LinkButton>
      </p>
    </>
  );
}
