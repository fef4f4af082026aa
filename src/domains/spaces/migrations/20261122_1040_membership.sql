-- Ways in and out of a space. Each is one small function of the gate, because nobody may write another's membership,
-- and nobody but its holder may read one.

create table space_invitation (
  id          uuid primary key default gen_random_uuid(),
  space_id    uuid not null references space,
  made_by     uuid not null references space_member,
  secret_hash bytea not null unique,        -- of the link's token, or of the six digits, under the house's own key
  is_digits   boolean not null,
  uses_left   integer not null check (uses_left between 0 and 500),
  expires_at  timestamptz not null,
  made_at     timestamptz not null default now()
);
create table space_request (
  id           uuid primary key default gen_random_uuid(),
  space_id     uuid not null references space,
  person_id    uuid not null references person,
  alias        text not null check (length(alias) between 1 and 40),
  alias_folded text not null,
  words        text not null default '' check (length(words) <= 500),
  is_offer     boolean not null default false,  -- a pair offered to her: she answers, not a facilitator
  asked_at     timestamptz not null default now(),
  answered_at  timestamptz,
  answer       text check (answer in ('in', 'no'))
);
create unique index space_request_open on space_request (space_id, person_id) where answered_at is null;

alter table space_invitation enable row level security;
alter table space_invitation force row level security;
alter table space_request enable row level security;
alter table space_request force row level security;
create policy facilitators_see on space_invitation for select to kith_person using (space_id = any (array(select * from my_facilitated())));
create policy facilitators_end on space_invitation for update to kith_person
  using (space_id = any (array(select * from my_facilitated()))) with check (uses_left = 0);
grant select (id, space_id, made_by, is_digits, uses_left, expires_at, made_at) on space_invitation to kith_person;
grant update (uses_left) on space_invitation to kith_person;
create policy askers_see on space_request for select to kith_person using (person_id = (select me()));
create policy askers_withdraw on space_request for delete to kith_person using (person_id = (select me()) and answered_at is null);
grant select, delete on space_request to kith_person;
create policy gate_keeps on space_invitation to kith_gate using (true) with check (true);
create policy gate_keeps on space_request to kith_gate using (true) with check (true);
grant select, insert, update, delete on space_invitation, space_request to kith_gate;

-- Writes one membership, its place, its line in the log and its fact. Called only by the functions below.
create function admit(space uuid, whom uuid, name text, folded text, as_part text) returns uuid language plpgsql volatile
  set search_path = pg_catalog, public, pg_temp
  as $$
declare
  member uuid;
  seq bigint;
begin
  perform take_turns(array[space]);
  select m.id into member from space_member m where m.space_id = space and m.person_id = whom and m.ended_at is null;
  if member is not null then return member; end if;
  seq := next_seq(space);
  insert into space_member (space_id, person_id, alias, alias_folded, part) values (space, whom, name, folded, as_part) returning id into member;
  insert into space_place (member_id, space_id, read_seq) values (member, space, seq);
  insert into space_event (space_id, seq, kind, member_id) values (space, seq, 'joined', member);
  insert into fact (kind, subject, seq, about) values ('spaces.member-joined', space, seq, jsonb_build_object('member', member));
  return member;
end $$;
alter function admit(uuid, uuid, text, text, text) owner to kith_gate;

create function begin_space(id uuid, kind text, entry text, title text, organisation uuid, name text, folded text) returns uuid
  language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp
  as $$
begin
  if me() is null then raise insufficient_privilege; end if;
  insert into space (id, kind, entry, title, organisation_id) values (id, kind, entry, title, organisation);
  insert into space_counter (space_id) values (id);
  insert into fact (kind, subject, about) values ('spaces.space-begun', id, jsonb_build_object('kind', kind));
  return admit(id, me(), name, folded, 'facilitator');
end $$;
alter function begin_space(uuid, text, text, text, uuid, text, text) owner to kith_gate;

-- Null when there is no such open door for her.
create function join_open_space(space uuid, name text, folded text) returns uuid
  language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp
  as $$
begin
  if me() is null or not exists (select from space s where s.id = space and s.entry = 'open' and s.kind in ('group', 'community') and s.archived_at is null)
    or was_removed(space) is not null then
    return null;
  end if;
  return admit(space, me(), name, folded, 'member');
end $$;
alter function join_open_space(uuid, text, text) owner to kith_gate;

-- Keeps an invitation to a room one cares for. False when its secret is in use elsewhere: six digits are soon met again.
create function make_invitation(space uuid, secret bytea, digits boolean, uses integer, until timestamptz) returns boolean
  language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp
  as $$
declare
  mine uuid;
begin
  select m.id into mine from space_member m where m.space_id = space and m.person_id = me() and m.ended_at is null and m.part = 'facilitator';
  if mine is null then raise insufficient_privilege; end if;
  delete from space_invitation i where i.secret_hash = secret and (i.uses_left = 0 or i.expires_at <= now());
  insert into space_invitation (space_id, made_by, secret_hash, is_digits, uses_left, expires_at) values (space, mine, secret, digits, uses, until)
    on conflict (secret_hash) do nothing;
  return found;
end $$;
alter function make_invitation(uuid, bytea, boolean, integer, timestamptz) owner to kith_gate;

-- Since when she is here no more because she was removed. Only an invitation that was made after that brings her back.
create function was_removed(space uuid) returns timestamptz language sql stable
  set search_path = pg_catalog, public, pg_temp
  as $$
    select case m.ended_how when 'removed' then m.ended_at end from space_member m
    where m.space_id = space and m.person_id = me() order by m.joined_at desc limit 1
  $$;
alter function was_removed(uuid) owner to kith_gate;

-- What a valid invitation leads to; nothing for any other.
create function invitation_seen(secret bytea) returns table (space_id uuid, kind text, title text, start_here text)
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$
    select s.id, s.kind, s.title, s.start_here from space_invitation i join space s on s.id = i.space_id
    where i.secret_hash = secret and i.uses_left > 0 and i.expires_at > now() and s.archived_at is null and me() is not null
      and i.made_at > coalesce(was_removed(s.id), '-infinity')
  $$;
alter function invitation_seen(bytea) owner to kith_gate;

-- Uses an invitation up by one; someone who is already in loses nothing by following it again.
create function join_by_invitation(secret bytea, name text, folded text) returns uuid
  language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp
  as $$
declare
  space uuid;
begin
  select i.space_id into space from invitation_seen(secret) i;
  if space is null then return null; end if;
  perform take_turns(array[space]); -- before the first write, or its facts would be numbered out of turn
  if exists (select from space_member m where m.space_id = space and m.person_id = me() and m.ended_at is null) then return space; end if;
  update space_invitation i set uses_left = uses_left - 1 where i.secret_hash = secret and uses_left > 0 and expires_at > now();
  if not found then return null; end if;
  perform admit(space, me(), name, folded, 'member');
  return space;
end $$;
alter function join_by_invitation(bytea, text, text) owner to kith_gate;

create function ask_to_join(space uuid, name text, folded text, asking text) returns uuid
  language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp
  as $$
declare
  request uuid;
begin
  if me() is null or not exists (select from space s where s.id = space and s.entry = 'request' and s.kind in ('group', 'community') and s.archived_at is null)
    or exists (select from space_member m where m.space_id = space and m.person_id = me() and m.ended_at is null) or was_removed(space) is not null then
    return null;
  end if;
  insert into space_request (space_id, person_id, alias, alias_folded, words) values (space, me(), name, folded, asking)
    on conflict (space_id, person_id) where answered_at is null
    do update set alias = excluded.alias, alias_folded = excluded.alias_folded, words = excluded.words
    returning id into request;
  insert into fact (kind, subject, about) values ('spaces.member-asked', space, jsonb_build_object('request', request));
  return request;
end $$;
alter function ask_to_join(uuid, text, text, text) owner to kith_gate;

-- Who waits at the door, for those who keep it.
create function requests_at(space uuid) returns table (id uuid, alias text, words text, asked_at timestamptz)
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$
    select r.id, r.alias, r.words, r.asked_at from space_request r
    where r.space_id = space and r.answered_at is null and not r.is_offer and space in (select * from my_facilitated())
    order by r.asked_at limit 100
  $$;
alter function requests_at(uuid) owner to kith_gate;

-- Lets someone in, or not: a facilitator answers a request, the one who was asked answers the offer of a pair.
create function answer_request(request uuid, lets_in boolean) returns uuid
  language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp
  as $$
declare
  it record;
begin
  perform take_turns(array(select r.space_id from space_request r join space s on s.id = r.space_id where r.id = request and s.archived_at is null));
  update space_request r set answered_at = now(), answer = case when lets_in then 'in' else 'no' end
    where r.id = request and r.answered_at is null and not exists (select from space s where s.id = r.space_id and s.archived_at is not null)
      and case when r.is_offer then r.person_id = me() else r.space_id in (select * from my_facilitated()) end
    returning r.space_id, r.person_id, r.alias, r.alias_folded into it;
  if not found then return null; end if;
  if lets_in then perform admit(it.space_id, it.person_id, it.alias, it.alias_folded, 'member'); end if;
  return it.space_id;
end $$;
alter function answer_request(uuid, boolean) owner to kith_gate;

-- Ends a membership and says so in the log, so that every open feed of hers ends with it.
create function end_membership(member uuid, how text) returns boolean language plpgsql volatile
  set search_path = pg_catalog, public, pg_temp
  as $$
declare
  space uuid;
  seq bigint;
begin
  select m.space_id into space from space_member m where m.id = member and m.ended_at is null;
  if space is null then return false; end if;
  perform take_turns(array[space]);
  update space_member m set ended_at = now(), ended_how = how where m.id = member and m.ended_at is null;
  if not found then return false; end if;
  seq := next_seq(space);
  update space_place p set draft = '', draft_at = null where p.member_id = member;
  insert into space_event (space_id, seq, kind, member_id) values (space, seq, case how when 'left' then 'left' else 'expelled' end, member);
  insert into fact (kind, subject, seq, about)
    values (case how when 'left' then 'spaces.member-left' else 'spaces.member-removed' end, space, seq, jsonb_build_object('member', member));
  return true;
end $$;
alter function end_membership(uuid, text) owner to kith_gate;

-- Whether the others in a room would be left without anyone who cares for it. A pair needs nobody, and an archived room is over.
create function must_stay(member uuid) returns boolean language sql stable
  set search_path = pg_catalog, public, pg_temp
  as $$
    select m.part = 'facilitator' and s.kind <> 'pair' and s.archived_at is null
      and exists (select from space_member o where o.space_id = m.space_id and o.ended_at is null and o.id <> m.id)
      and not exists (select from space_member o where o.space_id = m.space_id and o.ended_at is null and o.id <> m.id and o.part = 'facilitator')
    from space_member m join space s on s.id = m.space_id where m.id = member
  $$;
alter function must_stay(uuid) owner to kith_gate;

create function leave_space(space uuid) returns boolean
  language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp
  as $$
declare
  mine uuid;
begin
  perform take_turns(array[space]);
  select m.id into mine from space_member m where m.space_id = space and m.person_id = me() and m.ended_at is null;
  if mine is null then return false; end if;
  if must_stay(mine) then raise check_violation using constraint = 'space_is_cared_for'; end if;
  return end_membership(mine, 'left');
end $$;
alter function leave_space(uuid) owner to kith_gate;

create function remove_member(member uuid) returns boolean
  language sql volatile security definer set search_path = pg_catalog, public, pg_temp
  as $$
    select end_membership(m.id, 'removed') from space_member m
    where m.id = member and m.space_id in (select * from my_facilitated()) and m.person_id <> me() and m.ended_at is null
  $$;
alter function remove_member(uuid) owner to kith_gate;

-- Gives the care of a room to another member, or takes it back; the last one who cares for it cannot put it down.
create function change_part(member uuid, new_part text) returns boolean
  language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp
  as $$
declare
  space uuid;
begin
  select m.space_id into space from space_member m where m.id = member and m.ended_at is null and m.space_id in (select * from my_facilitated());
  if space is null then return false; end if;
  perform take_turns(array[space]);
  if new_part = 'member' and not exists (
    select from space_member m where m.space_id = space and m.part = 'facilitator' and m.ended_at is null and m.id <> member) then
    raise check_violation using constraint = 'space_is_cared_for';
  end if;
  update space_member m set part = new_part where m.id = member and m.ended_at is null;
  if not found then return false; end if;
  insert into space_event (space_id, seq, kind) values (space, next_seq(space), 'changed');
  insert into fact (kind, subject, about) values ('spaces.part-changed', space, jsonb_build_object('member', member, 'part', new_part));
  return true;
end $$;
alter function change_part(uuid, text) owner to kith_gate;

create function rename_member(space uuid, name text, folded text) returns boolean
  language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp
  as $$
begin
  perform take_turns(array[space]);
  update space_member m set alias = name, alias_folded = folded where m.space_id = space and m.person_id = me() and m.ended_at is null;
  if found then insert into space_event (space_id, seq, kind) values (space, next_seq(space), 'changed'); end if;
  return found;
end $$;
alter function rename_member(uuid, text, text) owner to kith_gate;

-- An archived room is read, and nothing more is said in it.
create function archive_space(space uuid, is_over boolean) returns boolean
  language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp
  as $$
begin
  if space not in (select * from my_facilitated()) then return false; end if;
  perform take_turns(array[space]);
  update space_counter c set is_closed = is_over where c.space_id = space;
  update space s set archived_at = case when is_over then now() end where s.id = space;
  insert into space_event (space_id, seq, kind) values (space, next_seq(space), 'changed');
  insert into fact (kind, subject, about) values ('spaces.space-archived', space, jsonb_build_object('isOver', is_over));
  return true;
end $$;
alter function archive_space(uuid, boolean) owner to kith_gate;

grant execute on function my_facilitated() to kith_gate;
grant execute on function begin_space(uuid, text, text, text, uuid, text, text), join_open_space(uuid, text, text), invitation_seen(bytea),
  make_invitation(uuid, bytea, boolean, integer, timestamptz),
  join_by_invitation(bytea, text, text), ask_to_join(uuid, text, text, text), requests_at(uuid), answer_request(uuid, boolean), leave_space(uuid),
  remove_member(uuid), change_part(uuid, text), rename_member(uuid, text, text), archive_space(uuid, boolean) to kith_person;
