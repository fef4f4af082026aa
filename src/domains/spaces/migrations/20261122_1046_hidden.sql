-- Whose words a member does not want to see. Hers alone: nobody else reads it, and nothing tells the one who is hidden.
create table space_hidden (
  member_id     uuid not null,
  hidden_member uuid not null check (hidden_member <> member_id),
  space_id      uuid not null,                  -- of both, so that nobody hides someone of a room she is not in
  at            timestamptz not null default now(),
  primary key (member_id, hidden_member),
  foreign key (member_id, space_id) references space_member (id, space_id),
  foreign key (hidden_member, space_id) references space_member (id, space_id)
);
alter table space_hidden enable row level security;
alter table space_hidden force row level security;
create policy members_see_whom_they_hide on space_hidden for select to kith_person using (member_id = any (array(select * from my_memberships())));
create policy members_hide on space_hidden for insert to kith_person with check (member_id = any (array(select * from my_memberships())));
create policy members_show_again on space_hidden for delete to kith_person using (member_id = any (array(select * from my_memberships())));
grant select, insert (member_id, hidden_member, space_id), delete on space_hidden to kith_person;
create policy workers_read on space_hidden for select to kith_worker using (true);
grant select on space_hidden to kith_worker;
create policy gate_reads on space_hidden for select to kith_gate using (true);
grant select on space_hidden to kith_gate;

-- Offers that wait for her answer, with the alias of the one who offers; none of someone whom she hides in any room.
create or replace function offers_to_me() returns table (request uuid, space_id uuid, alias text, asked_at timestamptz)
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$
    select r.id, r.space_id, m.alias, r.asked_at from space_request r join space_member m on m.space_id = r.space_id and m.ended_at is null
    where r.person_id = me() and r.is_offer and r.answered_at is null
      and not exists (
        select from space_hidden h join space_member mine on mine.id = h.member_id and mine.person_id = me()
        join space_member theirs on theirs.id = h.hidden_member and theirs.person_id = m.person_id)
    order by r.asked_at limit 50
  $$;
