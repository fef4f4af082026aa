import { Card, Empty, Head, LinkButton, Tile } from "#design";
import type { LastDoor, OpenDoor } from "../rooms.ts";
import type { SpaceWords } from "../words/index.ts";

/** Rooms whose doors are open to whoever is signed in. */
export function FindPage({ w, doors, next }: { w: SpaceWords; doors: OpenDoor[]; next: LastDoor | undefined }) {
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
              <p>
                {door.isMine ? (
                  <LinkButton kind="quiet" href={`/spaces/${door.id}`}>
                    {w("find.open")}
                  </LinkButton>
                ) : (
                  <LinkButton kind="second" href={`/rooms/${door.id}/join`}>
                    {w(door.entry === "request" ? "find.ask" : "find.join")}
                  </LinkButton>
                )}
              </p>
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
