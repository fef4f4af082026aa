-- A room's page is asked for in two parts. What is hers alone is asked for each time: her place, what is unread, her topics. The lines are
-- the same for every member who hides nobody, for as long as the log has not moved; `version` is the log's place at which they were read.

-- Where she stands in a room, seen by the policies as this person. Null when the room does not exist for her.
create function room_door(person uuid, space uuid, topic uuid) returns json language plpgsql volatile
  set search_path = pg_catalog, public, pg_temp
  as $$
declare
  mine record;
  topics json;
  first_unread bigint;
  unread bigint := 0;
  read_to bigint;
begin
  perform set_config('kith.person_id', person::text, true);
  select m.id, m.alias, m.part, s.kind, s.entry, s.title, s.start_here, s.archived_at, c.last_seq, p.read_seq, p.muted_until, p.draft, p.draft_at,
      (select array_agg(h.hidden_member) from space_hidden h where h.member_id = m.id) as hides
    into mine
    from space_member m join space s on s.id = m.space_id join space_counter c on c.space_id = m.space_id join space_place p on p.member_id = m.id
    where m.space_id = space and m.person_id = person and m.ended_at is null;
  if mine.id is null then return null; end if;

  read_to := mine.read_seq;
  if topic is not null then -- a topic may have been read further than the room
    read_to := greatest(read_to, (select tp.read_seq from space_topic_place tp where tp.member_id = mine.id and tp.topic_id = topic));
  end if;
  select m.seq into first_unread from space_message m where m.space_id = space and m.seq > read_to and m.member_id is distinct from mine.id
    and (m.member_id = any (mine.hides)) is not true and (topic is null or m.topic_id = topic) order by m.seq limit 1;
  if first_unread is not null then
    select count(*) into unread from (select from space_message m where m.space_id = space and m.seq >= first_unread
      and m.member_id is distinct from mine.id and (m.member_id = any (mine.hides)) is not true and (topic is null or m.topic_id = topic) limit 1000) as counted;
  end if;
  if mine.kind in ('group', 'community') then
    select json_agg(json_build_object('id', t.id, 'title', t.title, 'mutedUntil', tp.muted_until,
        'unread', (select count(*) from (select from space_message m where m.topic_id = t.id
          and m.seq > greatest(mine.read_seq, coalesce(tp.read_seq, 0)) and m.member_id is distinct from mine.id
          and (m.member_id = any (mine.hides)) is not true limit 100) as counted)) order by t.begun_at)
      into topics
      from space_topic t left join space_topic_place tp on tp.topic_id = t.id and tp.member_id = mine.id where t.space_id = space;
  end if;
  return json_build_object(
    'id', space, 'kind', mine.kind, 'entry', mine.entry, 'title', mine.title, 'startHere', mine.start_here, 'archivedAt', mine.archived_at,
    'memberId', mine.id, 'alias', mine.alias, 'part', mine.part, 'lastSeq', mine.last_seq, 'readSeq', mine.read_seq,
    'mutedUntil', mine.muted_until, 'draft', mine.draft, 'draftAt', mine.draft_at, 'firstUnread', first_unread, 'unread', unread, 'topics', topics, 'hides', mine.hides);
end $$;
grant execute on function room_door(uuid, uuid, uuid) to kith_person;

-- One page of a room's lines: `upto` pages back in time, `around` opens at a place, both null mean the newest. Empty to whoever is not there.
-- Of those whom she hides nothing is here but that they said something: neither words nor names.
create function room_lines(person uuid, space uuid, upto bigint, around bigint, topic uuid, most int, hides uuid[]) returns json language plpgsql volatile
  set search_path = pg_catalog, public, pg_temp
  as $$
declare
  version bigint;
  lines json;
  ids uuid[];
  here uuid[];
  felt json;
  photos json;
  files json;
  from_seq bigint := coalesce(upto, 9007199254740991);
begin
  perform set_config('kith.person_id', person::text, true);
  select c.last_seq into version from space_counter c where c.space_id = space;
  if around is not null then -- a page that opens at a place shows ten messages before it
    select max(x.seq) into from_seq from (
      select m.seq from space_message m where m.space_id = space and (topic is null or m.topic_id = topic) and m.seq >= around order by m.seq limit most - 10) x;
    from_seq := coalesce(from_seq, 9007199254740990) + 1;
  end if;
  select json_agg(l order by l.seq), array_agg(l.id) filter (where not l.hidden),
      array_agg(distinct l.member) || array_agg(l."quotedMember") filter (where l.reply is not null)
    into lines, ids, here from (
    select m.id, m.seq, x.hidden, case when not x.hidden then m.member_id end as member, m.topic_id as topic,
      case when x.hidden then '' else m.words end as words, m.said_at as at, case when not x.hidden then m.edited_at end as edited,
      case when not x.hidden then m.removed_by end as removed, m.origin, case when not x.hidden then m.left_out end as "leftOut",
      case when not x.hidden then m.reply_to end as reply, q.words as quoted, q.member_id as "quotedMember", q.removed_by as "quotedRemoved",
      not x.hidden and m.reply_to is not null and q.id is null as "quotedHidden"
    from space_message m
    cross join lateral (select coalesce(m.member_id = any (hides), false) as hidden) x
    left join space_message q on q.id = m.reply_to and not x.hidden and (q.member_id = any (hides)) is not true
    where m.space_id = space and m.seq < from_seq and (topic is null or m.topic_id = topic)
    order by m.seq desc limit most
  ) l;
  select json_agg(json_build_array(f.message_id, f.kind, f.members)) into felt from (
    select r.message_id, r.kind, array_agg(r.member_id) as members from space_reaction r where r.message_id = any (ids) group by 1, 2
  ) f;
  select json_agg(json_build_object('message', f.message_id, 'id', f.id, 'kind', f.kind, 'width', f.width, 'height', f.height, 'bytes', f.bytes,
      'isSensitive', f.is_sensitive) order by f.message_id, f.place) into photos
    from space_file f where f.message_id = any (ids) and f.kind = 'photo';
  select json_agg(json_build_object('message', f.message_id, 'id', f.id, 'kind', f.kind, 'bytes', f.bytes, 'milliseconds', f.milliseconds, 'name', f.name)
      order by f.message_id, f.place) into files from space_file f where f.message_id = any (ids) and f.kind <> 'photo';
  return json_build_object('version', version, 'messages', coalesce(lines, '[]'::json), 'felt', felt, 'photos', photos, 'files', files,
    'people', coalesce((select json_agg(a) from authors(space, here) a), '[]'::json),
    'pins', (select json_agg(json_build_object('id', m.id, 'seq', m.seq, 'words', left(m.words, 140)) order by p.pinned_at)
      from space_pin p join space_message m on m.id = p.message_id where p.space_id = space and m.removed_at is null
        and (m.member_id = any (hides)) is not true));
end $$;
grant execute on function room_lines(uuid, uuid, bigint, bigint, uuid, int, uuid[]) to kith_person;

-- Her rooms, the last spoken in first, with what stands there unread.
create function my_rooms() returns table (
    id uuid, kind text, title text, archived_at timestamptz, muted_until timestamptz, draft text, member_id uuid,
    last_words text, last_member uuid, last_alias text, last_at timestamptz, last_removed text, last_left_out text, unread bigint, begun_at timestamptz, named bigint,
    last_hidden boolean, alias text)
  language sql stable set search_path = pg_catalog, public, pg_temp
  as $$
    select s.id, s.kind, s.title, s.archived_at, p.muted_until, p.draft, m.id,
      case when l.hidden then '' else l.words end, case when not l.hidden then l.member_id end, a.alias, l.said_at,
      case when not l.hidden then l.removed_by end, case when not l.hidden then l.left_out end,
      (select count(*) from (select from space_message u where u.space_id = s.id and u.seq > p.read_seq and u.member_id is distinct from m.id
        and (u.member_id = any (h.hides)) is not true limit 100) as counted),
      greatest(m.joined_at, s.begun_at),
      (select count(*) from (select from space_message u where u.space_id = s.id and u.seq > p.read_seq and m.id = any (u.mentions)
        and (u.member_id = any (h.hides)) is not true limit 100) as counted),
      coalesce(l.hidden, false), m.alias
    from space_member m
    join space s on s.id = m.space_id
    join space_place p on p.member_id = m.id
    cross join lateral (select array_agg(x.hidden_member) as hides from space_hidden x where x.member_id = m.id) h
    left join lateral (
      select x.words, x.member_id, x.said_at, x.removed_by, x.left_out, coalesce(x.member_id = any (h.hides), false) as hidden from space_message x where x.space_id = s.id order by x.seq desc limit 1
    ) l on true
    left join lateral authors(s.id, array[l.member_id]) a on l.member_id is not null and not l.hidden
    where m.person_id = me() and m.ended_at is null
    order by coalesce(l.said_at, m.joined_at) desc
    limit 100
  $$;
grant execute on function my_rooms() to kith_person;
