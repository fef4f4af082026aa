-- Beside words there are voice notes and files too: loose until they are said, under the same policies, gone with their message.
alter table space_file
  drop constraint space_file_kind_check,
  drop constraint space_file_bytes_check,
  alter column small_bytes drop not null,
  alter column width drop not null,
  alter column height drop not null,
  add column milliseconds int check (milliseconds between 1 and 182000),   -- of a voice note
  add column name text check (length(name) between 1 and 80),             -- of a file; its ending says what it is
  add constraint space_file_kinds check (case kind
    when 'photo' then bytes between 1 and 153600 and num_nulls(small_bytes, width, height) = 0 and num_nonnulls(milliseconds, name) = 0
    when 'voice' then bytes between 1 and 409600 and milliseconds is not null and num_nonnulls(small_bytes, width, height, name) = 0
    when 'file' then bytes between 1 and 4194304 and name is not null and num_nonnulls(small_bytes, width, height, milliseconds) = 0
    else false end);
alter table space_file_content
  alter column small drop not null,
  drop constraint space_file_content_content_check,
  add constraint space_file_content_bytes check (length(content) <= 4194304);
grant insert (milliseconds, name) on space_file to kith_person;
create index space_file_sent on space_file (member_id, sent_at);

-- Photos come first among what stands beside a message, so that whoever looks for photos need only look at the first.
create or replace function show_photos(message uuid, photos uuid[], sensitive boolean) returns int language plpgsql volatile security definer
  set search_path = pg_catalog, public, pg_temp
  as $$
declare
  shown int;
begin
  update space_file f set message_id = m.id, place = p.place - 1, is_sensitive = sensitive and f.kind = 'photo'
    from (select x.id, row_number() over (order by g.kind <> 'photo', x.nth) as place
        from unnest(photos[1:4]) with ordinality x (id, nth) join space_file g on g.id = x.id) p,
      space_message m join space_member a on a.id = m.member_id
    where f.id = p.id and f.message_id is null and m.id = message and m.removed_at is null and f.member_id = m.member_id and f.space_id = m.space_id
      and a.person_id = me() and a.ended_at is null;
  get diagnostics shown = row_count;
  return shown;
end $$;
