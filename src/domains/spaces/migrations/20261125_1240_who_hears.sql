-- Asked by whoever tells people that something waits: they learn who and where, never what was said.
create policy workers_read on space_topic_place for select to kith_worker using (true);
grant select on space_topic_place to kith_worker;

-- Whether something between two places of a room's log is new to a member: said by someone else whom she does not hide, still there,
-- not read in its topic either, and in no topic that she made quiet.
create function is_new_to(member uuid, space uuid, from_seq bigint, to_seq bigint) returns boolean language sql stable
  set search_path = pg_catalog, public, pg_temp
  as $$
    select exists (select from space_message s
      left join space_topic_place t on t.topic_id = s.topic_id and t.member_id = member
      where s.space_id = space and s.seq between from_seq and to_seq and s.member_id is distinct from member and s.removed_at is null
        and s.seq > coalesce(t.read_seq, 0) and (t.muted_until is null or t.muted_until <= now())
        and not exists (select from space_hidden h where h.member_id = member and h.hidden_member = s.member_id))
  $$;
grant execute on function is_new_to(uuid, uuid, bigint, bigint) to kith_worker;

-- Who is waited for at the doors of these spaces: whoever was offered a pair, and those who care for a room where someone asks to come in.
create function awaited_at(spaces uuid[]) returns table (person_id uuid, space_id uuid, kind text)
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$
    select r.person_id, r.space_id, 'offer' from space_request r
      where r.space_id = any (spaces[1:1000]) and r.is_offer and r.answered_at is null
        and not exists (
          select from space_member o join space_member theirs on theirs.person_id = o.person_id
          join space_hidden h on h.hidden_member = theirs.id join space_member mine on mine.id = h.member_id and mine.person_id = r.person_id
          where o.space_id = r.space_id and o.ended_at is null)
    union
    select m.person_id, r.space_id, 'asked' from space_request r
      join space_member m on m.space_id = r.space_id and m.part = 'facilitator' and m.ended_at is null
      where r.space_id = any (spaces[1:1000]) and not r.is_offer and r.answered_at is null
  $$;
alter function awaited_at(uuid[]) owner to kith_gate;
grant execute on function awaited_at(uuid[]) to kith_worker;
