-- What is shown beside words: photos. Loose until it is said, then a part of its message for ever; it goes when the message is taken out.
create table space_file (
  id           uuid primary key,
  space_id     uuid not null,
  member_id    uuid not null,
  message_id   uuid references space_message,
  place        smallint not null default 0 check (place between 0 and 3),   -- among those of its message
  kind         text not null check (kind in ('photo')),
  is_sensitive boolean not null default false,      -- shown to nobody before she asks
  bytes        int not null check (bytes between 1 and 153600),
  small_bytes  int not null check (small_bytes between 1 and 6144),
  width        int not null check (width between 1 and 1280),
  height       int not null check (height between 1 and 1280),
  sha256       bytea not null,
  sent_at      timestamptz not null default now(),
  foreign key (member_id, space_id) references space_member (id, space_id),
  unique (message_id, place),
  unique (id, space_id, member_id)
);
create index space_file_loose on space_file (member_id, sent_at) where message_id is null;

-- The bytes apart, so that nobody reads them who only asks what is there.
create table space_file_content (
  file_id   uuid primary key,
  space_id  uuid not null,
  member_id uuid not null,
  content   bytea not null check (length(content) <= 153600),
  small     bytea not null check (length(small) <= 6144),
  foreign key (file_id, space_id, member_id) references space_file (id, space_id, member_id) on delete cascade
);
alter table space_file_content alter column content set storage external, alter column small set storage external;

alter table space_file enable row level security;
alter table space_file force row level security;
alter table space_file_content enable row level security;
alter table space_file_content force row level security;

create policy members_read_what_was_said on space_file for select to kith_person
  using (space_id = any (array(select * from my_spaces())) and (message_id is not null or member_id = any (array(select * from my_memberships()))));
create policy members_send on space_file for insert to kith_person
  with check (member_id = any (array(select * from my_memberships())) and message_id is null);
grant select, insert (id, space_id, member_id, kind, is_sensitive, bytes, small_bytes, width, height, sha256) on space_file to kith_person;

create policy members_read on space_file_content for select to kith_person using (space_id = any (array(select * from my_spaces())));
create policy members_send on space_file_content for insert to kith_person with check (member_id = any (array(select * from my_memberships())));
grant select, insert on space_file_content to kith_person;

-- Makes loose photos of hers, of the message's own room, a part of her message, in this order. Returns how many they were.
create function show_photos(message uuid, photos uuid[], sensitive boolean) returns int language plpgsql volatile security definer
  set search_path = pg_catalog, public, pg_temp
  as $$
declare
  shown int;
begin
  update space_file f set message_id = m.id, place = p.place - 1, is_sensitive = sensitive
    from unnest(photos[1:4]) with ordinality p (id, place), space_message m join space_member a on a.id = m.member_id
    where f.id = p.id and f.message_id is null and m.id = message and m.removed_at is null and f.member_id = m.member_id and f.space_id = m.space_id
      and a.person_id = me() and a.ended_at is null;
  get diagnostics shown = row_count;
  return shown;
end $$;
alter function show_photos(uuid, uuid[], boolean) owner to kith_gate;
grant execute on function show_photos(uuid, uuid[], boolean) to kith_person;
create policy gate_shows on space_file for update to kith_gate using (message_id is null) with check (message_id is not null);
grant update (message_id, place, is_sensitive) on space_file to kith_gate;

create policy workers_read on space_file for select to kith_worker using (true);
create policy workers_forget_what_was_never_said on space_file for delete to kith_worker using (message_id is null and sent_at < now() - interval '1 day');
grant select, delete on space_file to kith_worker;

-- What is taken out of the room goes with its photos, whoever takes it out.
create function forget_files() returns trigger language plpgsql volatile security definer
  set search_path = pg_catalog, public, pg_temp
  as $$ begin
    delete from space_file f where f.message_id = new.id;
    return null;
  end $$;
alter function forget_files() owner to kith_gate;
create policy gate_forgets on space_file for delete to kith_gate using (message_id is not null);
create policy gate_reads on space_file for select to kith_gate using (true);
grant select, delete on space_file to kith_gate;
create trigger message_taken_out after update of removed_at on space_message for each row
  when (new.removed_at is not null and old.removed_at is null) execute function forget_files();
