-- Voice notes and files of a history come along as its photos do, each in place of the word that one was there.
drop function bring_photo(uuid, uuid, uuid, bytea, bytea, int, int);
create function bring_file(space uuid, message uuid, file uuid, what text, whole bytea, little bytea, wide int, high int, lasting int, called text)
  returns boolean language plpgsql volatile security definer
  set search_path = pg_catalog, public, pg_temp
  as $$
declare
  author uuid;
begin
  update space_message m set left_out = null
    where m.id = message and m.space_id = space and m.origin is not null and m.removed_at is null and m.left_out in (what, 'media')
    returning m.member_id into author;
  if not found then return false; end if;
  insert into space_file (id, space_id, member_id, message_id, kind, is_sensitive, bytes, small_bytes, width, height, milliseconds, name, sha256)
    values (file, space, author, message, what, false, length(whole), length(little), wide, high, lasting, called, sha256(whole));
  insert into space_file_content (file_id, space_id, member_id, content, small) values (file, space, author, whole, little);
  return true;
end $$;
alter function bring_file(uuid, uuid, uuid, text, bytea, bytea, int, int, int, text) owner to kith_gate;
grant execute on function bring_file(uuid, uuid, uuid, text, bytea, bytea, int, int, int, text) to kith_worker;
alter policy gate_completes on space_message
  using (origin is not null and removed_at is null and left_out in ('photo', 'voice', 'file', 'media')) with check (origin is not null and left_out is null);
