-- Photos of a history that is brought along. Some of its authors are not here, so a photo may be of nobody.
alter table space_file alter column member_id drop not null;
alter table space_file_content alter column member_id drop not null;
-- A reference with nothing in one of its columns holds nothing: without this, the bytes of nobody's photo would outlive it.
alter table space_file_content add foreign key (file_id) references space_file (id) on delete cascade;

-- Puts a photo beside a message of a history, in place of the word that one was there: both or neither. False when nothing waits for it.
create function bring_photo(space uuid, message uuid, file uuid, whole bytea, little bytea, wide int, high int) returns boolean
  language plpgsql volatile security definer
  set search_path = pg_catalog, public, pg_temp
  as $$
declare
  author uuid;
begin
  update space_message m set left_out = null
    where m.id = message and m.space_id = space and m.origin is not null and m.removed_at is null and m.left_out in ('photo', 'media')
    returning m.member_id into author;
  if not found then return false; end if;
  insert into space_file (id, space_id, member_id, message_id, kind, is_sensitive, bytes, small_bytes, width, height, sha256)
    values (file, space, author, message, 'photo', false, length(whole), length(little), wide, high, sha256(whole));
  insert into space_file_content (file_id, space_id, member_id, content, small) values (file, space, author, whole, little);
  return true;
end $$;
alter function bring_photo(uuid, uuid, uuid, bytea, bytea, int, int) owner to kith_gate;
grant execute on function bring_photo(uuid, uuid, uuid, bytea, bytea, int, int) to kith_worker;
create policy gate_completes on space_message for update to kith_gate
  using (origin is not null and removed_at is null and left_out in ('photo', 'media')) with check (origin is not null and left_out is null);
grant update (left_out) on space_message to kith_gate;
create policy gate_brings_along on space_file for insert to kith_gate with check (message_id is not null);
grant insert on space_file to kith_gate;
create policy gate_brings_along on space_file_content for insert to kith_gate with check (true);
grant insert on space_file_content to kith_gate;

alter table space_message drop constraint space_message_left_out_check;
alter table space_message add constraint space_message_left_out_check
  check (left_out in ('media', 'photo', 'video', 'voice', 'audio', 'sticker', 'file', 'place', 'contact', 'call', 'deleted'));
