-- Those who look after the network may see what stands beside words that were reported to them. Nobody calls these but a gate that knows the
-- report: whose report it is, and whether it still waits, is asked there.
create policy gate_reads on space_file_content for select to kith_gate using (true);
grant select on space_file_content to kith_gate;

create function files_beside(message uuid) returns table (id uuid, kind text, bytes int, name text) language sql stable
  set search_path = pg_catalog, public, pg_temp
  as $$ select f.id, f.kind, f.bytes, f.name from space_file f where f.message_id = message order by f.place $$;
alter function files_beside(uuid) owner to kith_gate;

create function content_beside(message uuid, file uuid) returns table (kind text, name text, content bytea) language sql stable
  set search_path = pg_catalog, public, pg_temp
  as $$ select f.kind, f.name, c.content from space_file f join space_file_content c on c.file_id = f.id where f.id = file and f.message_id = message $$;
alter function content_beside(uuid, uuid) owner to kith_gate;
